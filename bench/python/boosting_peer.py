"""XGBoost and scikit-learn on the rows that boosting-rows.ts wrote, as one JSON document: processor time of one thread, time on the clock of more."""
import json
import sys
import time

import numpy as np
import xgboost as xgb
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score

folder, rows, width, repetitions, forest, threads = sys.argv[1], *map(int, sys.argv[2:7])
values = np.fromfile(f"{folder}/values.bin", dtype=np.float64).reshape(2 * rows, width)
labels = np.fromfile(f"{folder}/labels.bin", dtype=np.uint8)
train, test = slice(0, rows), slice(rows, 2 * rows)


def timed(work):
    clock = time.perf_counter if threads > 1 else time.process_time
    start = clock()
    result = work()
    return clock() - start, result


def boost():
    params = dict(objective="binary:logistic", tree_method="hist", nthread=threads, eta=0.1, grow_policy="lossguide",
                  max_leaves=31, max_depth=0, max_bin=255)
    return xgb.train(params, xgb.DMatrix(values[train], labels[train], nthread=threads), 200)


fits = [timed(boost) for _ in range(repetitions)]
model = fits[0][1]
shap_rows = values[test][:500]
answer = {
    "fitSeconds": [seconds for seconds, _ in fits],
    "auc": roc_auc_score(labels[test], model.predict(xgb.DMatrix(values[test], nthread=1))),
    "shapSeconds": [
        timed(lambda: model.predict(xgb.DMatrix(shap_rows, nthread=1), pred_contribs=True))[0] / len(shap_rows)
        for _ in range(repetitions)
    ],
}
if forest:
    fit_forest = lambda: RandomForestClassifier(100, max_depth=12, min_samples_leaf=5, n_jobs=1, random_state=1).fit(
        values[train], labels[train])
    forests = [timed(fit_forest) for _ in range(repetitions)]
    answer["forestSeconds"] = [seconds for seconds, _ in forests]
    answer["forestAuc"] = roc_auc_score(labels[test], forests[0][1].predict_proba(values[test])[:, 1])
print(json.dumps(answer))
