#!/usr/bin/env python3
"""The same scores with Polars, in doubles and for the rules of 2024 alone, which it does not know otherwise; percents are of
the rounded score.

    python3 polars_rows.py IN OUT     both CSV or both NDJSON, as `cargo bench --bench lanes -- write` makes them
"""
import sys

import polars as pl

source, target = sys.argv[1:3]
names = ["quality.percent", "cost.percent", "improvement_activities.percent", "promoting_interoperability.percent"]
moved = ["cost.reweighted", "promoting_interoperability.reweighted"]
amounts = [*names, "complex_patient_bonus.points", "practice.part_b_paid"]
types = {"id": pl.String, "performance_year": pl.Int32, "practice.small_practice": pl.Boolean}
types |= {name: pl.Float64 for name in amounts} | {name: pl.String for name in moved}
if source.endswith(".csv"):
    order = ["id", "performance_year", "practice.small_practice", names[0], names[1], moved[0], names[2], names[3], moved[1],
             *amounts[4:]]
    rows = pl.scan_csv(source, schema={name: types[name] for name in order})
elif "nested" in source:
    tables = {}
    for path, kind in types.items():
        table, _, key = path.partition(".")
        if key:
            tables.setdefault(table, {})[key] = kind
    schema = {"id": pl.String, "performance_year": pl.Int32} | {name: pl.Struct(of) for name, of in tables.items()}
    rows = pl.scan_ndjson(source, schema=schema)
    rows = rows.select("id", "performance_year", *[pl.col(path.split(".")[0]).struct.field(path.split(".")[1]).alias(path)
                                                   for path in types if "." in path])
else:
    rows = pl.scan_ndjson(source, schema=types)
quality, cost, activities, interoperability = (pl.col(name).fill_null(0.0) for name in names)
no_cost, no_interoperability = (pl.col(name).is_not_null() for name in moved)
small = pl.col("practice.small_practice")


def weight(full, no_pi, cost_moved, both, small_no_pi, small_cost_moved, small_both):
    return (pl.when(no_cost & no_interoperability).then(pl.when(small).then(small_both).otherwise(both))
            .when(no_interoperability).then(pl.when(small).then(small_no_pi).otherwise(no_pi))
            .when(no_cost).then(pl.when(small).then(small_cost_moved).otherwise(cost_moved)).otherwise(full)) / 100.0


score = pl.min_horizontal(pl.lit(100.0), weight(30, 55, 55, 85, 40, 55, 50) * quality + weight(30, 30, 0, 0, 30, 0, 0) * cost
                          + weight(15, 15, 15, 15, 30, 15, 50) * activities + weight(25, 0, 30, 0, 0, 30, 0) * interoperability
                          + pl.col("complex_patient_bonus.points")).round(2)
rows = rows.with_columns(score.alias("final_score"))
score = pl.col("final_score")
percent = (pl.when(score <= 18.75).then(-9.0).when(score < 75).then(-9 * (1 - score / 75))
           .otherwise(9 * 0.1167 * (score - 75) / 25).round(2))
rows = rows.with_columns(percent.alias("payment_adjustment_percent"))
dollars = pl.col("practice.part_b_paid") * pl.col("payment_adjustment_percent") / 100
rows = rows.select("id", "performance_year", "final_score", "payment_adjustment_percent",
                   dollars.round(2).alias("payment_adjustment_dollars"))
rows.sink_csv(target) if target.endswith(".csv") else rows.sink_ndjson(target)
