import { writeFileSync } from 'fs';
import { PARTITIONS } from '../test/support/event-corpus';
import { matrixIn } from '../test/support/event-matrix';

/* Writes the table of patterns by events for event-ruler, to the file that is named on the command line. */

writeFileSync(process.argv[2], JSON.stringify(PARTITIONS.map(matrixIn)));
