-- Nobody who has finished has a risk, nor anybody before the first day that the model has learnt from or after the course's
-- end. The risks computed so far did not know this; the next question computes them again.
delete from scoring_run;
