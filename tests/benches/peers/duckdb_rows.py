#!/usr/bin/env python3
"""The same scores with DuckDB, in decimals and for the rules of 2024 alone, which it does not know otherwise; percents are of
the rounded score.

    python3 duckdb_rows.py IN.csv OUT.csv     IN as `cargo bench --bench lanes -- write` makes it
"""
import sys

import duckdb

source, target = sys.argv[1:3]
percent = "DECIMAL(5,2)"
columns = {
    "id": "VARCHAR", "performance_year": "SMALLINT", "practice.small_practice": "BOOLEAN", "quality.percent": percent,
    "cost.percent": percent, "cost.reweighted": "VARCHAR", "improvement_activities.percent": percent,
    "promoting_interoperability.percent": percent, "promoting_interoperability.reweighted": "VARCHAR",
    "complex_patient_bonus.points": percent, "practice.part_b_paid": "DECIMAL(12,2)",
}


def weight(full, no_pi, cost_moved, both, small_no_pi, small_cost_moved, small_both):
    def hundredths(number):
        return f"{number / 100:.2f}::DECIMAL(3,2)"

    def either(small, other):
        return f"CASE WHEN small THEN {hundredths(small)} ELSE {hundredths(other)} END"

    return (f"CASE WHEN no_cost AND no_pi THEN {either(small_both, both)} WHEN no_pi THEN {either(small_no_pi, no_pi)} "
            f"WHEN no_cost THEN {either(small_cost_moved, cost_moved)} ELSE {hundredths(full)} END")


# Each step stays a decimal: a quotient of decimals would be a double, and a product of two of up to 18 digits overflows.
query = f"""
  WITH cells AS (
    SELECT id, performance_year, "practice.small_practice" AS small, "cost.reweighted" IS NOT NULL AS no_cost,
      "promoting_interoperability.reweighted" IS NOT NULL AS no_pi, coalesce("quality.percent", 0::{percent}) AS quality,
      coalesce("cost.percent", 0::{percent}) AS cost, coalesce("improvement_activities.percent", 0::{percent}) AS activities,
      coalesce("promoting_interoperability.percent", 0::{percent}) AS pi, "complex_patient_bonus.points" AS bonus,
      "practice.part_b_paid" AS paid
    FROM read_csv('{source}', header = true, columns = {columns})),
  scores AS (
    SELECT id, performance_year, paid, round(least(100::DECIMAL(9,4), ({weight(30, 55, 55, 85, 40, 55, 50)}) * quality
      + ({weight(30, 30, 0, 0, 30, 0, 0)}) * cost + ({weight(15, 15, 15, 15, 30, 15, 50)}) * activities
      + ({weight(25, 0, 30, 0, 0, 30, 0)}) * pi + bonus), 2)::{percent} AS score
    FROM cells),
  percents AS (
    SELECT *, round(CASE WHEN score <= 18.75 THEN -9::DECIMAL(12,10)
      WHEN score < 75 THEN 0.12::DECIMAL(3,2) * (score - 75::{percent})
      ELSE 0.36::DECIMAL(3,2) * 0.1167::DECIMAL(9,6) * (score - 75::{percent}) END, 2)::{percent} AS percent
    FROM scores)
  SELECT id, performance_year, score AS final_score, percent AS payment_adjustment_percent,
    round(paid::DECIMAL(22,2) * percent * 0.01::DECIMAL(3,2), 2)::DECIMAL(22,2) AS payment_adjustment_dollars
  FROM percents"""
duckdb.execute("SET threads = 2")
duckdb.execute(f"COPY ({query}) TO '{target}' (HEADER)")
