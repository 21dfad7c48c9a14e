import { writeFileSync } from 'fs';
import { reportEventMatrix } from '../test/support/report-event-matrix';

/* Writes the table of the S3 rule by S3 events for event-ruler, to the file that is named on the command line. */

writeFileSync(process.argv[2], JSON.stringify([reportEventMatrix()]));
