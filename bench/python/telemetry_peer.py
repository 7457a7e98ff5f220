"""Seconds that Python takes to read a file of telemetry as a stream and to write its English responses as CSV, in one process."""
import csv
import json
import os
import sys
import time
from datetime import datetime, timezone

reader, path = sys.argv[1:3]
if reader == "ijson":
    import ijson

    def records(file):
        return ijson.items(file, "", multiple_values=True, use_float=True)
else:

    def records(file):
        return map(json.loads, file)


def row(event):
    values = {}
    for one in event["edata"]["values"]:
        values.update(one)
    return [
        event["mid"],
        event["actor"]["id"],
        event["context"]["sid"],
        values.get("original_text"),
        values.get("response_text"),
        values.get("accuracy_percentage"),
        event["edata"]["target"],
        values.get("duration"),
        datetime.fromtimestamp(event["ets"] / 1000, timezone.utc).isoformat(),
    ]


start = time.perf_counter()
responses = 0
with open(path, "rb") as file, open(os.devnull, "w", encoding="utf8") as out:
    writer = csv.writer(out)
    for event in records(file):
        if event["eid"] == "RESPONSE":
            responses += 1
            writer.writerow(row(event))
print(json.dumps({"seconds": time.perf_counter() - start, "responses": responses}))
