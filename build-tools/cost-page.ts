import { modeRows, teamRows, workloadRows } from './cost-examples';
import { baselineCostRows, billingRows, exampleCostRows, monthlyPriceRows, unitPriceRows } from './cost-tables';

/* The tables of `docs/costs.md`, with their heads. */

const COST_HEAD = ['Fixed monthly cost', 'Items', 'Other monthly cost', 'Other monthly items'];
const PRICE_TAIL = ['Note', 'Source', 'As of', 'Compared with'];

export const COST_TABLES: Record<string, [head: string[], rows: () => string[][]]> = {
  'example-costs': [['Example', ...COST_HEAD], exampleCostRows],
  'baseline-costs': [['CAs', 'Resources', ...COST_HEAD, 'Without the CAs', 'For each CA'], baselineCostRows],
  'mode-costs': [['Certificates in a month', 'General purpose', 'Short-lived', 'Lower cost'], modeRows],
  'workload-costs': [
    [
      'Workloads', 'Certificates in a month, general purpose', 'Certificates in a month, short-lived', 'General purpose',
      'General purpose with OCSP', 'Short-lived',
    ],
    workloadRows,
  ],
  'team-costs': [['Item', 'Quantity', 'Cost in a year'], teamRows],
  'monthly-prices': [['Item', 'Monthly price', ...PRICE_TAIL], monthlyPriceRows],
  'unit-prices': [['Item', 'Price', ...PRICE_TAIL], unitPriceRows],
  'billing': [['Resource type', 'Billed', 'Items or reason'], billingRows],
};
