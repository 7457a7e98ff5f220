import { useQuery } from '@tanstack/react-query';
import type { DataQualityView } from '../../../src/read/data-quality-view.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Loaded } from '../page/Loaded.tsx';
import { RowsSkeleton } from '../page/RowsSkeleton.tsx';
import { ScreenTitle } from '../page/ScreenTitle.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { dataQualityQuery, driftQuery, modelsQuery } from '../queries.ts';
import { ModelFromLater } from '../risk/ModelFromLater.tsx';
import { RiskWithheld } from '../risk/RiskWithheld.tsx';
import { Calibration } from './Calibration.tsx';
import { DataQuality } from './DataQuality.tsx';
import { DriftAlerts } from './DriftAlerts.tsx';
import { Expectation } from './Expectation.tsx';
import { Fairness } from './Fairness.tsx';
import { IndicatorDrift } from './IndicatorDrift.tsx';
import classes from './ModelsPage.module.css';
import { Registry } from './Registry.tsx';

/** Whether one can believe the model in service: alerts, expected performance, calibration, drift, fairness, data. */
export function ModelsPage() {
  const { asOf } = useViewed();
  const models = useQuery(modelsQuery(asOf));
  const inService = models.data?.models.find(({ id }) => id === models.data.serving);
  const data = useQuery(dataQualityQuery(asOf));
  return (
    <>
      <ScreenTitle
        title="Models"
        note={
          <>
            Whether you can believe the model in service, by what was known on the day shown.{' '}
            {inService && <ModelFromLater {...inService} />}
          </>
        }
      />
      <div className={classes.panels}>
        <Loaded query={models} skeleton={<RowsSkeleton rows={4} />}>
          {(view) =>
            view.models.length === 0 ? (
              <EmptyNotice title="No model yet">Train one: rekindle train dropout</EmptyNotice>
            ) : (
              <>
                <Drift modelId={view.serving} quality={data.data} />
                <Registry view={view} />
              </>
            )
          }
        </Loaded>
        <Loaded query={data} skeleton={<RowsSkeleton rows={2} />}>
          {(quality) => <DataQuality quality={quality} />}
        </Loaded>
      </div>
    </>
  );
}

/** Everything known about one model on the day shown. */
function Drift({ modelId, quality }: { modelId: string; quality: DataQualityView | undefined }) {
  const { asOf } = useViewed();
  const query = useQuery(driftQuery(modelId, asOf));
  return (
    <Loaded query={query} skeleton={<RowsSkeleton rows={4} />}>
      {(drift) => (
        <>
          <RiskWithheld reason={drift.calibration?.broken} isModelPage />
          <DriftAlerts drift={drift} quality={quality} />
          <Expectation drift={drift} />
          <Calibration drift={drift} />
          <IndicatorDrift drift={drift} />
          <Fairness drift={drift} />
        </>
      )}
    </Loaded>
  );
}
