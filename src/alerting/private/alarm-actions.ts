import {
  FeatureFlags, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_lambda as lambda, cx_api,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkedAction } from '../../private/checked-action';

/* The actions of alarms. */

/**
 * Adds actions to an alarm.
 *
 * `actions.LambdaAction` names the permission of a function after the construct ID of the alarm, or gives it a constant
 * name, depending on a feature flag. The alarms of all signals have the same ID, so the names of their permissions
 * conflict. The first permission keeps the name that CDK gives it, and therefore its logical ID. The others get unique
 * names.
 */
export function addAlarmActions(alarm: cloudwatch.Alarm, added: cloudwatch.IAlarmAction[]): void {
  alarm.addAlarmAction(...added.map((action) => ({
    bind: (scope: Construct, bound: cloudwatch.IAlarm) =>
      checkedAction(withUniquePermission(action, scope, bound)).bind(scope, bound),
  })));
}

function withUniquePermission(
  action: cloudwatch.IAlarmAction, scope: Construct, alarm: cloudwatch.IAlarm,
): cloudwatch.IAlarmAction {
  const handler = functionOf(action);
  if (!handler) { return action; }
  const namesByAlarm = FeatureFlags.of(scope).isEnabled(cx_api.LAMBDA_PERMISSION_LOGICAL_ID_FOR_LAMBDA_ACTION);
  const permission = handler.permissionsNode.tryFindChild(`${namesByAlarm ? alarm.node.id : ''}AlarmPermission`);
  const isTaken = permission !== undefined && (permission as lambda.CfnPermission).sourceArn !== alarm.alarmArn;
  return isTaken ? new actions.LambdaAction(handler, { useUniquePermissionId: true }) : action;
}

/** The function of a `LambdaAction` of any copy of aws-cdk-lib. Other actions and subclasses have none. */
function functionOf(action: cloudwatch.IAlarmAction): lambda.IFunction | undefined {
  if (action.constructor?.name !== actions.LambdaAction.name) { return undefined; }
  // CDK declares the member as private.
  const handler = (action as unknown as { readonly lambdaFunction?: lambda.IFunction }).lambdaFunction;
  return handler?.permissionsNode ? handler : undefined;
}
