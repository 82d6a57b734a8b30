package org.sidecardemo.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * A Pod or Job, confined as the Pod Security level "restricted" asks, or one of the stories, a CronJob, with the images to
 * test.
 *
 * <p>An annotation {@code watch} says after how long to look at one that doesn't end, {@code tells: conditions} that these
 * are what it is about.
 */
record Scenario(HasMetadata workload) {

    private static final Path FOLDER = Path.of("src/test/resources/scenarios");
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    /** Before its deadline a Job that hangs is seen to hang. */
    private static final Duration BEFORE_THE_DEADLINE = Duration.ofSeconds(5);

    /** The names of all in {@code src/test/resources/scenarios}. */
    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("[.]yaml$", "")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Scenario read(String name) {
        return read(FOLDER.resolve(name + ".yaml"));
    }

    static Scenario read(Path file) {
        try {
            HasMetadata workload = new KubernetesSerialization()
                    .unmarshal(Images.withTestedImages(Files.readString(file)));
            switch (workload) {
                case Pod pod -> confine(pod.getSpec());
                case Job job -> confine(job.getSpec().getTemplate().getSpec());
                case CronJob _ -> {
                } // a story is confined already
                default -> throw new IllegalArgumentException(
                        file + " is no Pod, Job or CronJob: " + workload.getKind());
            }
            return new Scenario(workload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return workload.getMetadata().getName();
    }

    /** True if it is looked at while it runs. */
    boolean endless() {
        return workload.getMetadata().getAnnotations().containsKey("watch");
    }

    boolean tellsConditions() {
        return "conditions".equals(workload.getMetadata().getAnnotations().get("tells"));
    }

    /** How long to play it. */
    Duration atMost() {
        if (workload instanceof CronJob cronJob) {
            return Duration.ofSeconds(cronJob.getSpec().getJobTemplate().getSpec().getActiveDeadlineSeconds())
                    .minus(BEFORE_THE_DEADLINE);
        }
        return endless()
                ? Duration.parse("PT" + workload.getMetadata().getAnnotations().get("watch"))
                : LONG_ENOUGH;
    }

    /** A Pod or Job, confined, under a name of its own, even if it has been played before. */
    static HasMetadata named(HasMetadata workload, String name) {
        workload.getMetadata().setNamespace(null);
        workload.getMetadata().setName(null);
        workload.getMetadata().setGenerateName(name + "-");
        switch (workload) {
            case Pod pod -> confine(pod.getSpec());
            case Job job -> {
                confine(job.getSpec().getTemplate().getSpec());
                // it has the labels of another name
                job.getSpec().getTemplate().setMetadata(null);
            }
            default -> throw new IllegalArgumentException("no Pod or Job: " + workload.getKind());
        }
        return workload;
    }

    /** As the Pod Security level "restricted" asks. */
    private static void confine(PodSpec spec) {
        spec.setAutomountServiceAccountToken(false);
        spec.setEnableServiceLinks(false);
        Long fsGroup = spec.getSecurityContext() == null ? null : spec.getSecurityContext().getFsGroup();
        spec.setSecurityContext(
                new PodSecurityContextBuilder().withFsGroup(fsGroup).withRunAsNonRoot(true).withRunAsUser(65532L)
                        .withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile().build());
        Stream.of(spec.getInitContainers(), spec.getContainers()).flatMap(List::stream).forEach(Scenario::confine);
    }

    private static void confine(Container container) {
        container.setSecurityContext(new SecurityContextBuilder().withAllowPrivilegeEscalation(false)
                .withNewCapabilities().withDrop("ALL").endCapabilities().build());
    }
}
