"""Checks the API calls of the state machines against AWS's service model (botocore). Usage: check_arguments.py CALLS"""
import json
import re
import sys

import botocore.session
import botocore.validate

# Step Functions names a service as the AWS SDK for Java does.
SERVICES = {'acmpca': 'acm-pca'}
session = botocore.session.get_session()


def fault_of(call, arguments):
    service, operation = call.split(':')
    model = session.get_service_model(SERVICES.get(service, service))
    name = operation[0].upper() + operation[1:]
    if name not in model.operation_names:
        return f'{call} is no operation'
    report = botocore.validate.ParamValidator().validate(arguments, model.operation_model(name).input_shape)
    return re.sub(r'\s+', ' ', report.generate_report()) if report.has_errors() else None


with open(sys.argv[1], encoding='utf-8') as file:
    calls = json.load(file)
faults = [f'{call}: {fault}' for call, arguments in calls if (fault := fault_of(call, arguments))]
operations = sorted({call for call, _ in calls})
if len(operations) != 10:
    faults.append(f'{len(operations)} operations instead of 10')
# The control: one argument with a wrong name.
request = next(arguments for call, arguments in calls if call.startswith('acmpca:create'))
wrong = {**request, 'ResponseFormat': request['AuditReportResponseFormat']}
del wrong['AuditReportResponseFormat']
if fault_of('acmpca:createCertificateAuthorityAuditReport', wrong) is None:
    faults.append('a wrong argument is not noticed')
print(*faults, sep='\n')
print(f'{len(calls)} calls of {len(operations)} operations fit the service model, and a wrong argument is noticed')
sys.exit(1 if faults else 0)
