//! Fields that have no place in a practice file.

/// Why fields of the service's own are of no use here.
pub(super) const BOOKKEEPING: &str = "CMS's own bookkeeping: nothing is scored by it";

/// Why a field has no place in a practice file.
pub(super) fn reason(key: &str) -> &'static str {
    match key {
        "performanceRate"
        | "reportingRate"
        | "caseCount"
        | "performanceRateNumerator"
        | "performanceRateDenominator" => "CMS computes it from the counts",
        "practiceId" | "practiceDetails" | "virtualGroupIdentifier" | "submitterId" => {
            "it says whose data these are"
        }
        "createdAt" | "updatedAt" | "id" | "submissionId" | "measurementSetId"
        | "measurementId" | "submitterType" | "suppressed" | "source" | "measureSet" => BOOKKEEPING,
        _ => "no key of a practice file holds it",
    }
}
