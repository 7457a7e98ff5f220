import classes from './HeatScale.module.css';

/** The heatmap's colours with their meaning. */
export function HeatScale() {
  return (
    <div className={`${classes.scale} figures`}>
      <span className={classes.legend}>
        Risk 0%
        <span className={classes.gradient} aria-hidden="true" />
        100%
      </span>
    </div>
  );
}
