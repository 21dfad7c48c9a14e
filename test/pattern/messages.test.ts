import { expectDocumentedMessage, expectTypeError, mistakesOf, wrongTypesOf } from '../support/room-messages';

test.each(mistakesOf('pattern'))('docs/errors.md contains the message of the mistake with the code %s', expectDocumentedMessage);

test.each(wrongTypesOf('pattern'))('%s.%s of a wrong type causes an error that names the property', expectTypeError);
