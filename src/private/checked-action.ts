import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { requireRendered, resourcesIn, usingResources } from './used-resources';

/** Returns an alarm action that throws an error if CDK can't refer to its resource, or the resource to the alarm. */
export function checkedAction(action: cloudwatch.IAlarmAction): cloudwatch.IAlarmAction {
  return {
    bind: (scope: Construct, alarm: cloudwatch.IAlarm) => {
      const subject = { scope: alarm, property: 'alarmAction' };
      const config = usingResources(subject, resourcesIn(action), () => action.bind(scope, alarm));
      requireRendered(subject, alarm, config.alarmActionArn);
      return config;
    },
  };
}
