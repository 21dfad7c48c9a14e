"""Audit reports in the form of AWS's sample, with hard cases. The clock of all queries is 2026-11-26T00:00:00Z."""
import os

CAS = {f'C{n}': '-'.join(str(n) * length for length in (8, 4, 4, 4, 12)) for n in range(1, 5)}
HEADER = ('awsAccountId,requestedByServicePrincipal,certificateArn,serial,subject,notBefore,notAfter,issuedAt,revokedAt,'
          'revocationReason,templateArn')
NOW = 1795651200
DAY = 86400
OWN, OTHER = '111122223333', '444455556666'
ACM, CONNECTOR = 'acm.amazonaws.com', 'pca-connector-ad.amazonaws.com'
END_ENTITY, BLANK = 'EndEntityCertificate/V1', 'BlankEndEntityCertificate_APIPassthrough/V1'
SUB = 'SubordinateCACertificate_PathLen0/V1'
BLANK_SUB = 'BlankSubordinateCACertificate_PathLen0_APIPassthrough/V1'
FORGED = ('CN=fake",2030-01-01T00:00:00+0000,2031-01-01T00:00:00+0000,2030-01-01T00:00:00+0000,,,'
          'arn:aws:acm-pca:::template/EndEntityCertificate/V1')

# number: subject, notBefore, notAfter, (revokedAt, reason), template, account, service, whether the subject is quoted
ROWS = {
    1: ('CN=www.example1.com,OU=Sales,O=Example Company,C=US', '2025-12-10', '2026-12-10'),
    2: ('CN=www.example2.com,O=Example Company,C=US', '2025-12-10', '2026-12-11', ('2026-01-05T10:00:00', 'KEY_COMPROMISE')),
    # As in AWS's sample: a reason without a revocation time.
    3: ('CN=odd.example.com,O=Example Company,C=US', '2025-12-10', '2026-12-12', ('', 'UNSPECIFIED')),
    4: ('CN=acm.example.com', '2026-10-01', '2027-11-01', None, END_ENTITY, OWN, ACM),
    5: ('CN=acm.example.com', '2025-11-15', '2026-12-15', None, END_ENTITY, OWN, ACM),
    6: ('CN=comma.example.com,O=Example\\, Inc.,C=US', '2026-01-01', '2027-06-01'),
    7: ('CN=quote.example.com,O="Example, Inc.",C=US', '2026-01-01', '2027-06-02'),
    8: ('CN=both.example.com,O=Say \\"hi\\",C=US', '2026-01-01', '2027-06-03'),
    # For a reader whose escape character is a backslash, this subject includes the rest of the line.
    9: ('CN=hidden.example.com,O=Tail\\', '2026-01-01', '2027-06-04'),
    10: ('CN=müller.example.com,O=Ünïcode Größe 株式会社,C=DE', '2026-01-01', '2027-06-05'),
    11: ('CN=Issuing CA G2,O=Example Company,C=US', '2025-01-01', '2030-01-01', None, SUB),
    12: ('CN=Partner CA,O=Partner,C=DE', '2024-01-01', '2034-01-01', ('2026-05-05T05:05:05', 'CESSATION_OF_OPERATION'),
         BLANK_SUB, OTHER),
    13: ('', '2026-03-01', '2026-12-20', None, BLANK, OWN, '', False),
    14: ('CN=plain', '2026-03-01', '2027-03-01', None, END_ENTITY, OWN, '', False),
    15: ('CN=old.example.com', '2020-03-02T21:43:57', '2020-04-07T22:43:57', ('2020-03-20T00:00:00', 'SUPERSEDED'),
         END_ENTITY, OTHER),
    16: ('CN=gone.example.com', '2020-03-02T21:43:57', '2020-04-07T22:43:57', None, END_ENTITY, OTHER),
    17: ('CN=forever.example.com', '2026-02-01', '2066-02-01', None, END_ENTITY, OWN, CONNECTOR),
    18: ('CN=short.example.com', '2026-11-24', '2026-12-01'),
    19: ('CN=tab\texample;com', '2026-03-01', '2027-03-02'),
    20: ('CN=commas,,,,,,,,,,,,x', '2026-04-01', '2027-04-01'),
    # A requester that forges the end of the line.
    21: (FORGED, '2026-04-01', '2027-04-02'),
    22: ('', '2026-04-01', '2027-04-03', None, BLANK, OWN, '', False),
    23: ('CN=yesterday.example.com', '2026-01-01', '2026-12-31', ('2026-11-25T23:59:59', 'AFFILIATION_CHANGED')),
    24: ('CN=ends now', '2025-11-26', '2026-11-26'),
    25: ('CN=ends after 90 days', '2026-02-24', '2027-02-24'),
    26: ('CN=ends a second earlier', '2026-02-23', '2027-02-23T23:59:59'),
    27: ('CN=ended a second ago', '2025-11-25', '2026-11-25T23:59:59'),
    28: ('"', '2026-05-01', '2027-05-01'),
    29: ('CN=plain', '2027-01-01', '2028-01-01'),
    30: ('CN=dup.example.com', '2026-05-01', '2027-05-02'),
    31: ('CN=dup.example.com', '2026-05-01', '2027-05-03', ('2026-06-01T00:00:00', 'SUPERSEDED')),
    32: ('CN=triple.example.com', '2026-07-01', '2027-07-01'),
    33: ('CN=triple.example.com', '2026-07-01', '2027-07-02'),
    34: ('CN=triple.example.com', '2026-07-01', '2027-07-03'),
    35: ('CN=Old Issuing CA,O=Example Company,C=US', '2021-01-01', '2026-01-01', None, SUB),
    36: ('CN=no end', '2026-05-01', '9999-12-31T23:59:59'),
    # Certificates with and without a successor, for the data set successors.
    38: ('CN=successor revoked', '2026-01-01', '2026-12-05'),
    39: ('CN=successor revoked', '2026-01-01', '2027-12-05', ('2026-11-01T00:00:00', 'KEY_COMPROMISE')),
    40: ('CN=twins', '2026-01-01', '2026-12-06'),
    41: ('CN=twins', '2026-01-01', '2026-12-06'),
    42: ('CN=successor begins later', '2026-01-01', '2026-12-07'),
    43: ('CN=successor begins later', '2027-01-01', '2028-01-01'),
    44: ('CN=chain', '2026-01-01', '2026-11-26T12:00:00'),
    45: ('CN=chain', '2026-01-01', '2026-12-08'),
    46: ('CN=successor of another CA', '2026-01-01', '2026-12-09'),
    47: ('CN=successor of another CA', '2026-01-01', '2028-01-01'),
    48: ('CN=successor by ACM', '2026-01-01', '2026-12-10'),
    49: ('CN=successor by ACM', '2026-11-01', '2027-12-01', None, END_ENTITY, OWN, ACM),
    37: ('CN=second', '2026-01-01', '2026-02-01', ('2026-01-15T00:00:00', 'KEY_COMPROMISE')),
}
# The time of issuance is one hour after notBefore, except for these.
ISSUED = {15: '2020-03-02T22:43:58', 16: '2020-03-02T22:43:58', 29: '2026-05-01T01:00:00'}
REPORTS = {'C1': range(1, 37), 'C2': [1, 2, 3, 4, 37], 'C3': [1], 'C4': []}
COPIED_AT = {'C1': NOW - DAY, 'C2': NOW - DAY, 'C3': NOW - 3600, 'C4': NOW - 10 * DAY}


def serial(number):
    return ':'.join(f'{byte:02x}' for byte in number.to_bytes(16, 'big'))


def escape(subject, convention):
    """A subject as a writer of each convention escapes it within quotation marks."""
    if convention == 'rfc4180':
        return subject.replace('"', '""')
    return subject.replace('\\', '\\\\').replace('"', '\\"')


def line(ca, number, convention, subject=None):
    row = ROWS[number]
    own_subject, not_before, not_after = row[:3]
    revoked_at, reason = (row[3] if len(row) > 3 and row[3] else ('', ''))
    template = row[4] if len(row) > 4 else END_ENTITY
    account = row[5] if len(row) > 5 else OWN
    service = row[6] if len(row) > 6 else ''
    quoted = row[7] if len(row) > 7 else True
    subject = own_subject if subject is None else subject
    text = f'"{escape(subject, convention)}"' if quoted else subject
    full = lambda value: value if not value or 'T' in value else value + 'T00:00:00'
    zone = lambda value: value and value + '+0000'
    issued = ISSUED.get(number, full(not_before).replace('T00:', 'T01:'))
    arn = f'arn:aws:acm-pca:us-east-1:{OWN}:certificate-authority/{CAS[ca]}/certificate/{number:032x}'
    return ','.join([account, service, arn, serial(number), text, zone(full(not_before)), zone(full(not_after)), zone(issued),
                     zone(revoked_at), reason, f'arn:aws:acm-pca:::template/{template}'])


def write(path, lines, time):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8', newline='') as file:
        file.write('\n'.join([HEADER, *lines]) + '\n')
    os.utime(path, (time, time))


def write_all(root, sample):
    """Writes every data set. Each has the prefix latest/, and those for the scan cost also retained reports."""
    for convention in ('rfc4180', 'backslash'):
        for ca, numbers in REPORTS.items():
            write(f'{root}/{convention}/latest/{CAS[ca]}.csv', [line(ca, n, convention) for n in numbers], COPIED_AT[ca])
    # Before the first report, no CA has one.
    os.makedirs(f'{root}/empty/latest', exist_ok=True)
    newline = line('C1', 2, 'rfc4180', 'CN=two\nlines.example.com')
    # A requester that forges two complete lines. Only the quotation marks differ from those of other lines.
    arn = f'arn:aws:acm-pca:us-east-1:{OWN}:certificate-authority/{CAS["C1"]}/certificate/{99:032x}'
    forged = line('C1', 6, 'rfc4180', f'{FORGED}\n{OWN},,{arn},{serial(99)},"CN=other')
    write(f'{root}/newline/latest/{CAS["C1"]}.csv', [line('C1', 1, 'rfc4180'), newline, forged, line('C1', 4, 'rfc4180')], NOW)
    with open(sample, encoding='utf-8') as file:
        write(f'{root}/sample/latest/CA_ID.csv', file.read().strip().split('\n')[1:], NOW)
    successors = {'C1': [5, 38, 39, 40, 41, 42, 43, 44, 45, 46, 48, 49], 'C2': [47]}
    for ca, numbers in successors.items():
        write(f'{root}/successors/latest/{CAS[ca]}.csv', [line(ca, n, 'rfc4180') for n in numbers], NOW - 2 * 3600)
    for count in (1, 30, 365):
        lines = [line('C1', n, 'rfc4180') for n in REPORTS['C1']]
        write(f'{root}/retained{count}/latest/{CAS["C1"]}.csv', lines, NOW)
        for index in range(count):
            write(f'{root}/retained{count}/audit-report/{CAS["C1"]}/{index}.csv', lines, NOW - index * DAY)
