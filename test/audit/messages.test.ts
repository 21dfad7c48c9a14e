import { expectDocumentedMessage, expectTypeError, mistakesOf, wrongTypesOf } from '../support/room-messages';

test.each(mistakesOf('audit'))('docs/errors.md contains the message of the mistake with the code %s', expectDocumentedMessage);

test.each(wrongTypesOf('audit'))('%s.%s of a wrong type causes an error that names the property', expectTypeError);
