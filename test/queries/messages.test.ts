import { expectTypeError, wrongTypesOf } from '../support/room-messages';

test.each(wrongTypesOf('queries'))('%s.%s of a wrong type causes an error that names the property', expectTypeError);
