import { Aws, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { constructHashOf } from '../../private/known-name';
import { LIMITS } from '../../private/limits';
import { describeAlarm } from '../../private/runbooks';
import { sizeOf } from '../../private/text-size';

const DESCRIPTION = 'A critical PKI alarm is in ALARM state. Open the child alarms to find the signal.';

/** The text around the ARN of an alarm in a rule: `ALARM("…") OR `. */
const OPERATOR_LENGTH = 'ALARM("") OR '.length;

/**
 * Creates a composite alarm that is in ALARM state while one of the alarms is.
 *
 * If the alarms do not fit in its rule, its rule names further composite alarms, which name the alarms.
 */
export function newCriticalAlarm(scope: Construct, alarms: cloudwatch.Alarm[]): cloudwatch.CompositeAlarm {
  // The default name contains only the path, which is the same in a second copy of the stack.
  const name = `${Aws.STACK_NAME}-pki-critical-${constructHashOf(scope)}`;
  const groups = groupsOf(scope, alarms);
  const children = groups.length === 1 ? alarms : groups.map((group, index) =>
    newCompositeAlarm(scope, `CriticalAlarm${index + 1}`, `${name}-${index + 1}`, group));
  return newCompositeAlarm(scope, 'CriticalAlarm', name, children);
}

function newCompositeAlarm(
  scope: Construct, id: string, compositeAlarmName: string, children: cloudwatch.IAlarm[],
): cloudwatch.CompositeAlarm {
  return new cloudwatch.CompositeAlarm(scope, id, {
    compositeAlarmName,
    alarmDescription: describeAlarm(scope, 'critical-alarm', DESCRIPTION),
    alarmRule: cloudwatch.AlarmRule.anyOf(...children.map((child) =>
      cloudwatch.AlarmRule.fromAlarm(child, cloudwatch.AlarmState.ALARM))),
  });
}

/** The smallest number of groups in which the alarms fit, in order. */
function groupsOf(scope: Construct, alarms: cloudwatch.Alarm[]): cloudwatch.Alarm[][] {
  const groups: cloudwatch.Alarm[][] = [];
  let length = Infinity;
  for (const alarm of alarms) {
    const added = sizeOf(scope, alarm.alarmArn, 'longest') + OPERATOR_LENGTH;
    const group = groups.at(-1);
    if (group && length + added <= LIMITS.alarmRule.max && group.length < LIMITS.alarmRuleChildren.max) {
      group.push(alarm);
      length += added;
    } else {
      groups.push([alarm]);
      // The parentheses around all alarms.
      length = '()'.length + added;
    }
  }
  return groups;
}
