package org.sidecardemo.podplayer.manifest;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import org.sidecardemo.podplayer.release.Release;

/** The API server's rules for CronJobs. Source: ValidateCronJobCreate, ValidateJobTemplateSpec. */
final class CronJobValidation {

    /** A Job's 63, less what the controller appends: a dash and a time in minutes. */
    private static final int MAX_NAME = 52;

    private final Release release;
    private final Findings findings;

    /** @param release whose rules they are */
    CronJobValidation(Release release, Findings findings) {
        this.release = release;
        this.findings = findings;
    }

    void cronJob(CronJob cronJob) {
        new MetadataValidation(findings).metadata(cronJob.getMetadata(), Names::subdomain);
        spec(cronJob.getSpec(), Path.ROOT.child("spec"));
        String name = cronJob.getMetadata().getName();
        if (name != null && name.length() > MAX_NAME) {
            findings.invalid(Path.ROOT.child("metadata").child("name"), name,
                    "must be no more than " + MAX_NAME + " characters");
        }
    }

    private void spec(CronJobSpec spec, Path path) {
        schedule(spec.getSchedule(), path.child("schedule"));
        findings.notNegative(path.child("startingDeadlineSeconds"), spec.getStartingDeadlineSeconds());
        timeZone(spec.getTimeZone(), path.child("timeZone"));
        findings.supported(path.child("concurrencyPolicy"), spec.getConcurrencyPolicy(),
                List.of("Allow", "Forbid", "Replace"));
        jobTemplate(spec.getJobTemplate().getSpec(), path.child("jobTemplate").child("spec"));
        findings.notNegative(path.child("successfulJobsHistoryLimit"), spec.getSuccessfulJobsHistoryLimit());
        findings.notNegative(path.child("failedJobsHistoryLimit"), spec.getFailedJobsHistoryLimit());
    }

    private void schedule(String schedule, Path path) {
        if (schedule == null || schedule.isEmpty()) {
            findings.required(path, "");
            return;
        }
        CronSchedule.refusal(schedule).ifPresent(wrong -> findings.invalid(path, schedule, wrong));
        if (schedule.contains("TZ")) {
            findings.invalid(path, schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
        }
    }

    private void timeZone(String zone, Path path) {
        if (zone == null) {
            return;
        }
        if (zone.isEmpty()) {
            findings.invalid(path, zone, "timeZone must be nil or non-empty string");
        } else if (zone.equalsIgnoreCase("Local")) {
            findings.invalid(path, zone,
                    "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        } else if (!isKnown(zone)) {
            findings.invalid(path, zone, "unknown time zone " + zone);
        }
    }

    private static boolean isKnown(String zone) {
        try {
            return !(ZoneId.of(zone) instanceof ZoneOffset);
        } catch (DateTimeException _) {
            return false;
        }
    }

    private void jobTemplate(JobSpec spec, Path path) {
        new JobValidation(release, findings).spec(spec, path);
        if (spec.getSelector() != null) {
            findings.invalid(path.child("selector"), "`selector` will be auto-generated");
        }
        if (Boolean.TRUE.equals(spec.getManualSelector())) {
            findings.add(path.child("manualSelector"), "Unsupported value: true",
                    "supported values: \"nil\", \"false\"");
        }
    }
}
