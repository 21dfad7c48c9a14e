"""
Runs the synthesized saved queries over reports with hard cases, on Trino (the engine of Amazon Athena), and compares the
rows with those in expected.json, which are written by hand. Usage: check_queries.py STATEMENTS WORK SAMPLE TRINO...
TRINO is the command that runs RunQueries.
"""
import json
import os
import re
import shutil
import subprocess
import sys

import sqlglot

sys.path.insert(0, os.path.dirname(__file__))
import reports

HERE = os.path.dirname(os.path.abspath(__file__))
CLOCK = "TIMESTAMP '2026-11-26 00:00:00 UTC'"
DATA_SETS = ['rfc4180', 'backslash', 'newline', 'sample', 'empty', 'successors', 'retained1', 'retained30', 'retained365']


# Changes of the query on certificates without a successor that the check must notice.
SUCCESSOR_CONTROLS = {
    'revoked successor': ('CASE WHEN is_revoked THEN NULL ELSE not_after END', 'not_after'),
    'successor of any CA': ('PARTITION BY ca_id, subject', 'PARTITION BY subject'),
    'no twin': ('not_after >= last_end', 'not_after > last_end'),
    'with ACM': ("AND requester_service <> 'acm.amazonaws.com'", ''),
}


def pinned(sql):
    """The statement with a fixed clock: the only change to a synthesized query."""
    return sql.replace('current_timestamp', CLOCK)


def create_table(name, statements, location, serde=None):
    columns = ', '.join(f'{column} varchar' for column in statements['columns'])
    regex = statements['regex'].replace("'", "''")
    serde = serde or f"format='REGEX', regex='{regex}'"
    return f"CREATE TABLE {name} ({columns}) WITH ({serde}, external_location='local:///{location}')"


def athena_ddl(statements):
    columns = ', '.join(f'{column} string' for column in statements['columns'])
    return (f"CREATE EXTERNAL TABLE {statements['table']} ({columns}) ROW FORMAT SERDE '{statements['serializationLibrary']}' "
            f"WITH SERDEPROPERTIES ('input.regex'='{statements['regex']}') LOCATION '{statements['location']}'")


def parse_as_athena(statements):
    for sql in [athena_ddl(statements), *(query['sql'] for query in statements['queries'])]:
        sqlglot.parse_one(sql, read='athena', error_level=sqlglot.ErrorLevel.RAISE)
    try:
        sqlglot.parse_one('SELECT FROM WHERE serial', read='athena', error_level=sqlglot.ErrorLevel.RAISE)
    except sqlglot.ParseError:
        return len(statements['queries']) + 1
    raise SystemExit('sqlglot does not notice a wrong statement')


def runs_for(statements):
    runs = []
    add = lambda name, schema, sql: runs.append({'name': name, 'schema': schema, 'sql': sql})
    for data_set in DATA_SETS:
        add(f'schema {data_set}', data_set, f'CREATE SCHEMA hive.{data_set}')
        add(f'table {data_set}', data_set, create_table(statements['table'], statements, f'{data_set}/latest'))
        for query in statements['queries']:
            add(f"{data_set} {query['name']}", data_set, pinned(query['sql']))
    queries = {query['name']: pinned(query['sql']) for query in statements['queries']}
    # Controls: changed queries, and a table with the SerDe that Athena's documentation uses for CSV.
    add('control revoked', 'rfc4180', queries['expiring'].replace('NOT c.is_revoked AND ', ''))
    add('control null', 'rfc4180', queries['revoked_by_reason'].replace("revokedat <> '' AS", 'revokedat IS NOT NULL AS'))
    add('control reason', 'rfc4180', queries['revoked_by_reason'].replace("revokedat <> '' AS", "revocationreason <> '' AS"))
    unreplaced = queries['expiring_without_successor']
    for control, (text, by) in SUCCESSOR_CONTROLS.items():
        assert text in unreplaced, text
        add(f'control {control}', 'successors', unreplaced.replace(text, by))
    serde = "format='CSV', csv_separator=',', csv_quote='\"', csv_escape='\\'"
    add('control csv table', 'rfc4180', create_table('csv_report', statements, 'rfc4180/latest', serde))
    add('control csv', 'rfc4180', queries['longest_lived'].replace(statements['table'], 'csv_report'))
    for count in (1, 30, 365):
        schema = f'retained{count}'
        add(f'raw table {count}', schema, create_table('raw_report', statements, f'{schema}/audit-report'))
        add(f'raw {count}', schema, queries['expiring'].replace(statements['table'], 'raw_report'))
    return runs


def expected_text(column, value, convention):
    """A value of expected.json as Trino gives it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    value = str(value)
    if column == 'ca_id':
        return reports.CAS.get(value, value)
    if column == 'subject' and convention == 'backslash':
        # The queries show the escape characters of this convention.
        return reports.escape(value, convention)
    if column in ('serial', 'serials'):
        return re.sub(r'#(\d+)', lambda match: reports.serial(int(match.group(1))), value)
    return value


def actual_text(value):
    """Times in one form, with seconds."""
    if value is None:
        return None
    value = re.sub(r'^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?=$|Z|\+)', r'\1:00', value.replace('[UTC]', ''))
    return value


def differences(expected, columns, result, convention):
    if 'error' in result:
        return [result['error']]
    if result['columns'] != columns:
        return [f"columns {result['columns']} instead of {columns}"]
    wanted = [[expected_text(column, value, convention) for column, value in zip(columns, row)] for row in expected]
    found = [[actual_text(value) for value in row] for row in result['rows']]
    if wanted == found:
        return []
    missing = [f'missing {row}' for row in wanted if row not in found]
    surplus = [f'surplus {row}' for row in found if row not in wanted]
    return missing + surplus or ['the order of the rows differs']


def main(statements_file, work, sample, *trino):
    with open(statements_file, encoding='utf-8') as file:
        statements = json.load(file)
    with open(f'{HERE}/expected.json', encoding='utf-8') as file:
        expected = json.load(file)
    data = f'{work}/data'
    shutil.rmtree(data, ignore_errors=True)
    reports.write_all(data, sample)
    parsed = parse_as_athena(statements)
    with open(f'{work}/runs.json', 'w', encoding='utf-8') as file:
        json.dump(runs_for(statements), file)
    subprocess.run([*trino, data, f'{work}/runs.json', f'{work}/results.json'], check=True, stdout=subprocess.DEVNULL)
    with open(f'{work}/results.json', encoding='utf-8') as file:
        results = json.load(file)

    columns = expected['columns']
    names = sorted(query['name'] for query in statements['queries'])
    faults = [] if names == sorted(columns) else [f'queries {names}, expected {sorted(columns)}']
    checked = 0
    for data_set, wanted in [('rfc4180', expected['rows']), ('backslash', expected['rows']),
                             ('newline', expected['newline']), ('sample', expected['sample']),
                             ('successors', expected['successors']),
                             ('empty', {**{name: [] for name in names}, **expected['empty']})]:
        for name, rows in wanted.items():
            found = differences(rows, columns[name], results[f'{data_set} {name}'], data_set)
            faults += [f'{data_set} {name}: {fault}' for fault in found]
            checked += 1
    faults += [f"{name}: {result['error']}" for name, result in results.items() if 'error' in result]
    for control, name in [('revoked', 'expiring'), ('null', 'revoked_by_reason'), ('reason', 'revoked_by_reason')]:
        if not differences(expected['rows'][name], columns[name], results[f'control {control}'], 'rfc4180'):
            faults.append(f'the changed query {control} is not noticed')
    for control in SUCCESSOR_CONTROLS:
        name = 'expiring_without_successor'
        if not differences(expected['successors'][name], columns[name], results[f'control {control}'], 'rfc4180'):
            faults.append(f'the changed query {control} is not noticed')
    lost = differences(expected['rows']['longest_lived'], columns['longest_lived'], results['control csv'], 'rfc4180')
    if not any('missing' in fault and 'hidden.example.com' in fault for fault in lost):
        faults.append(f'OpenCSVSerde does not lose the certificate with a backslash: {lost}')
    latest = [results[f'retained{count} expiring'].get('bytes') for count in (1, 30, 365)]
    raw = [results[f'raw {count}'].get('bytes') for count in (1, 30, 365)]
    if len(set(latest)) != 1 or not latest[0] or not raw[0] < raw[1] < raw[2]:
        faults.append(f'scanned bytes of latest/ {latest}, of audit-report/ {raw}')
    print(*faults, sep='\n')
    print(f'{checked} results of {len(names)} queries over {sum(map(len, reports.REPORTS.values()))} rows in two conventions, '
          f'{parsed} statements parsed as Athena, {4 + len(SUCCESSOR_CONTROLS)} controls noticed')
    print(f'bytes scanned with 1, 30, and 365 retained reports: latest/ {latest}, audit-report/ {raw}')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
