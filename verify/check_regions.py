"""
Compares the table of Regions in docs/audit-report-analytics.md with the endpoints that the AWS SDK (botocore) lists.
"""
import re
import sys

import botocore.session

# The services of the audit loop, by their names in botocore.
SERVICES = {
    'acm-pca': 'AWS Private CA', 's3': 'Amazon S3', 'kms': 'AWS KMS', 'events': 'EventBridge', 'scheduler': 'Scheduler',
    'stepfunctions': 'Step Functions', 'cloudwatch': 'CloudWatch', 'logs': 'CloudWatch Logs', 'xray': 'X-Ray',
    'sqs': 'Amazon SQS', 'athena': 'Athena', 'glue': 'Glue',
}
session = botocore.session.get_session()


def missing(partition, services):
    """The services without an endpoint, by the Regions of the partition."""
    regions = set(session.get_available_regions('ec2', partition))
    gaps = {}
    for service, name in services.items():
        for region in regions - set(session.get_available_regions(service, partition)):
            gaps.setdefault(region, []).append(name)
    authorities = session.get_available_regions('acm-pca', partition)
    return len(authorities), {region: names for region, names in gaps.items() if region in authorities}


def render(partition, services):
    count, gaps = missing(partition, services)
    if count == 0:
        return f'| `{partition}` | 0 | AWS Private CA in all Regions |'
    texts = [f"{' and '.join(names)} in `{region}`" for region, names in sorted(gaps.items())]
    return f"| `{partition}` | {count} | {', '.join(texts) or 'None'} |"


with open('docs/audit-report-analytics.md', encoding='utf-8') as page:
    documented = re.findall(r'^(\| `aws[a-z-]*` \| .*? \| .*? \|)', page.read(), re.MULTILINE)
expected = [render(partition, SERVICES) for partition in session.get_available_partitions()]
faults = [f'docs/audit-report-analytics.md should contain: {row}' for row in expected if row not in documented]
faults += [f'docs/audit-report-analytics.md should not contain: {row}' for row in documented if row not in expected]
# The control: a service without an endpoint in a partition.
if render('aws-iso', {**SERVICES, 'rolesanywhere': 'Roles Anywhere'}) in documented:
    faults.append('a missing service is not noticed')
print(*faults, sep='\n')
print(f'{len(expected)} partitions with {len(SERVICES)} services are as documented, and a missing service is noticed')
sys.exit(1 if faults else 0)
