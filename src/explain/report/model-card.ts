import { alertsSection } from './alerts-section.ts';
import type { Card } from './card.ts';
import { dataSection } from './data-section.ts';
import { fairnessSection } from './fairness-section.ts';
import type { Findings } from './findings.ts';
import { leaningsSection } from './leanings-section.ts';
import { limitsSection } from './limits-section.ts';
import { purposeSection } from './purpose-section.ts';
import { qualitySection } from './quality-section.ts';

/**
 * A model card (Mitchell et al. 2019, "Model cards for model reporting", FAT*): what a model is for, what it learnt
 * from, how good it is and for whom, what it leans on, and where not to trust it. Every number comes from the findings.
 */
export const modelCard = (findings: Findings): Card => ({
  title: `Model card: ${findings.model.target}`,
  sections: [
    purposeSection(findings.model.target),
    dataSection(findings),
    qualitySection(findings),
    alertsSection(findings),
    leaningsSection(findings),
    fairnessSection(findings),
    limitsSection(findings),
  ],
});
