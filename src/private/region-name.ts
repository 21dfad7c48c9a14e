import { isUnknown, requirePattern, Subject } from './require';

/** The form of the name of a Region in any partition. */
const REGION_NAME = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

/** Throws an error if the text is not the name of a Region. New Regions pass. */
export function requireRegionName(subject: Subject, region: string | undefined): void {
  if (isUnknown(region)) { return; }
  requirePattern(subject, 'RegionName', region, REGION_NAME, 'the name of a Region, such as us-east-1');
}
