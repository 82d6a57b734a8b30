package org.sidecardemo.podplayer.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.sidecardemo.podplayer.manifest.Binder.Given;
import org.sidecardemo.podplayer.manifest.YamlNode.Mapping;
import org.sidecardemo.podplayer.manifest.YamlNode.Scalar;
import org.sidecardemo.podplayer.manifest.YamlNode.Sequence;

/**
 * The one table of what the player makes of each field of the API. A field that isn't in it is an obstacle, told by name,
 * so nothing is played and silently ignored.
 */
final class SupportedFields {

    /**
     * Each line: a class of the model, a keyword, fields. The keywords:
     * <ul>
     * <li>{@code plays}: means what it means in Kubernetes. Of a CronJob's own fields that is what they mean to
     * {@code kubectl create job --from}: nothing.
     * <li>{@code only}: as {@code plays}, with one of the values after {@code =}.
     * <li>{@code says}: not enforced; the user is told once, but for a value after {@code =}, which is so anyway.
     * <li>{@code confines}: as {@code says} where containers are processes; a container engine enforces it.
     * <li>{@code lacks}: a part of what an engine enforces that it doesn't.
     * <li>{@code amounts}: of these resources an engine enforces those after {@code =}.
     * <li>{@code folders}: volumes that become empty temporary folders; the user is told once.
     * <li>{@code skips}: means nothing to one pod by itself, with all that is in it.
     * <li>{@code resets}: the API server itself takes no notice of it when an object is created.
     * </ul>
     */
    private static final String TABLE = """
            CronJob plays apiVersion kind metadata spec
            CronJob resets status
            CronJobSpec plays schedule timeZone concurrencyPolicy startingDeadlineSeconds suspend jobTemplate
            CronJobSpec plays successfulJobsHistoryLimit failedJobsHistoryLimit
            JobTemplateSpec plays metadata spec
            Job plays apiVersion kind metadata spec
            Job resets status
            JobSpec plays template backoffLimit activeDeadlineSeconds podFailurePolicy podReplacementPolicy
            JobSpec plays completions parallelism completionMode backoffLimitPerIndex maxFailedIndexes successPolicy
            JobSpec plays suspend
            JobSpec skips manualSelector selector
            JobSpec only managedBy=kubernetes.io/job-controller
            JobSpec says ttlSecondsAfterFinished
            PodFailurePolicy plays rules
            SuccessPolicy plays rules
            SuccessPolicyRule plays succeededIndexes succeededCount
            PodFailurePolicyRule plays action onExitCodes onPodConditions
            PodFailurePolicyOnExitCodesRequirement plays containerName operator values
            PodFailurePolicyOnPodConditionsPattern plays type status
            Deployment plays apiVersion kind metadata spec
            Deployment resets status
            DeploymentSpec plays template
            DeploymentSpec skips replicas selector strategy minReadySeconds revisionHistoryLimit paused
            DeploymentSpec skips progressDeadlineSeconds
            StatefulSet plays apiVersion kind metadata spec
            StatefulSet resets status
            StatefulSetSpec plays template serviceName ordinals
            StatefulSetSpec skips replicas selector podManagementPolicy updateStrategy minReadySeconds
            StatefulSetSpec skips revisionHistoryLimit persistentVolumeClaimRetentionPolicy
            StatefulSetSpec folders volumeClaimTemplates
            StatefulSetOrdinals plays start
            DaemonSet plays apiVersion kind metadata spec
            DaemonSet resets status
            DaemonSetSpec plays template
            DaemonSetSpec skips selector updateStrategy minReadySeconds revisionHistoryLimit
            ReplicaSet plays apiVersion kind metadata spec
            ReplicaSet resets status
            ReplicaSetSpec plays template
            ReplicaSetSpec skips replicas selector minReadySeconds
            ReplicationController plays apiVersion kind metadata spec
            ReplicationController resets status
            ReplicationControllerSpec plays template
            ReplicationControllerSpec skips replicas selector minReadySeconds
            PodTemplateSpec plays metadata spec
            ObjectMeta plays name generateName namespace labels annotations
            ObjectMeta says finalizers ownerReferences
            ObjectMeta resets uid resourceVersion generation creationTimestamp selfLink managedFields
            Pod plays apiVersion kind metadata spec
            Pod resets status
            PodSpec plays containers initContainers volumes restartPolicy
            PodSpec plays terminationGracePeriodSeconds activeDeadlineSeconds
            PodSpec plays hostname hostnameOverride
            PodSpec says hostNetwork=false hostPID=false hostIPC=false hostAliases
            PodSpec says dnsConfig subdomain setHostnameAsFQDN=false schedulerName=default-scheduler
            PodSpec says runtimeClassName overhead
            PodSpec confines securityContext shareProcessNamespace=false
            PodSpec says resources hostUsers serviceAccountName serviceAccount
            PodSpec says automountServiceAccountToken=false enableServiceLinks=false imagePullSecrets dnsPolicy
            PodSpec says nodeName nodeSelector affinity tolerations topologySpreadConstraints
            PodSpec says priority priorityClassName preemptionPolicy
            PodSpec says schedulingGates schedulingGroup resourceClaims readinessGates
            PodSpec plays os
            PodOS only name=linux
            Volume plays name emptyDir configMap secret downwardAPI projected
            Volume folders hostPath persistentVolumeClaim ephemeral csi image nfs iscsi fc rbd cephfs cinder glusterfs
            Volume folders awsElasticBlockStore azureDisk azureFile gcePersistentDisk vsphereVolume portworxVolume
            Volume folders photonPersistentDisk scaleIO storageos quobyte flocker flexVolume gitRepo
            EmptyDirVolumeSource says medium sizeLimit
            EmptyDirVolumeSource resets mode
            ConfigMapVolumeSource plays name items optional defaultMode
            ConfigMapVolumeSource resets defaultUser
            SecretVolumeSource plays secretName items optional defaultMode
            SecretVolumeSource resets defaultUser
            KeyToPath plays key path mode
            KeyToPath resets user
            DownwardAPIVolumeSource plays items defaultMode
            DownwardAPIVolumeSource resets defaultUser
            DownwardAPIVolumeFile plays path fieldRef resourceFieldRef mode
            DownwardAPIVolumeFile resets user
            ProjectedVolumeSource plays sources defaultMode
            ProjectedVolumeSource resets defaultUser
            VolumeProjection plays configMap secret downwardAPI
            VolumeProjection says serviceAccountToken clusterTrustBundle podCertificate
            ConfigMapProjection plays name items optional
            SecretProjection plays name items optional
            DownwardAPIProjection plays items
            Container plays name image command args workingDir env envFrom ports volumeMounts
            Container plays restartPolicy restartPolicyRules
            Container plays startupProbe livenessProbe readinessProbe lifecycle
            Container plays stdin stdinOnce terminationMessagePath terminationMessagePolicy
            Container confines tty=false resources securityContext
            Container says resizePolicy imagePullPolicy volumeDevices
            PodSecurityContext plays runAsUser runAsGroup runAsNonRoot supplementalGroups fsGroup fsGroupChangePolicy
            PodSecurityContext plays seccompProfile
            PodSecurityContext lacks appArmorProfile seLinuxChangePolicy seLinuxOptions sysctls
            PodSecurityContext lacks supplementalGroupsPolicy=Merge windowsOptions
            SecurityContext plays runAsUser runAsGroup runAsNonRoot readOnlyRootFilesystem privileged
            SecurityContext plays allowPrivilegeEscalation capabilities seccompProfile
            SecurityContext lacks appArmorProfile procMount=Default seLinuxOptions windowsOptions
            Capabilities plays add drop
            SeccompProfile plays type
            SeccompProfile lacks localhostProfile
            ResourceRequirements amounts limits=cpu|memory requests=cpu|memory
            ResourceRequirements lacks claims
            ContainerRestartRule plays exitCodes action
            ContainerRestartRuleOnExitCodes plays operator values
            ContainerPort plays name containerPort protocol
            ContainerPort says hostPort hostIP
            EnvVar plays name value valueFrom
            EnvVarSource plays fieldRef resourceFieldRef configMapKeyRef secretKeyRef fileKeyRef
            ObjectFieldSelector plays apiVersion fieldPath
            ResourceFieldSelector plays containerName resource divisor
            ConfigMapKeySelector plays name key optional
            SecretKeySelector plays name key optional
            FileKeySelector plays volumeName path key optional
            EnvFromSource plays prefix configMapRef secretRef
            ConfigMapEnvSource plays name optional
            SecretEnvSource plays name optional
            VolumeMount plays name mountPath subPath subPathExpr
            VolumeMount confines readOnly
            VolumeMount says mountPropagation=None recursiveReadOnly=Disabled
            VolumeMount resets bindMountOptions
            Probe plays exec httpGet tcpSocket grpc initialDelaySeconds timeoutSeconds periodSeconds
            Probe plays successThreshold failureThreshold terminationGracePeriodSeconds
            Lifecycle plays postStart preStop
            LifecycleHandler plays exec httpGet tcpSocket sleep
            ExecAction plays command
            HTTPGetAction plays host path port httpHeaders scheme
            GRPCAction plays port service
            GRPCAction only mode=Plaintext
            HTTPHeader plays name value
            TCPSocketAction plays host port
            SleepAction plays seconds
            """;

    private enum Keyword {
        PLAYS, ONLY, SAYS, CONFINES, LACKS, AMOUNTS, FOLDERS, SKIPS, RESETS
    }

    /** @param values those after {@code =} */
    private record Support(Keyword keyword, List<String> values) {

        boolean names(YamlNode node) {
            return node instanceof Scalar scalar && values.contains(String.valueOf(scalar.value()));
        }
    }

    private final Map<String, Support> table = new HashMap<>();
    private final Set<String> classes = new TreeSet<>();

    SupportedFields() {
        for (String line : TABLE.split("\n")) {
            String[] words = line.split(" ");
            classes.add(words[0]);
            Keyword keyword = Keyword.valueOf(words[1].toUpperCase(Locale.ROOT));
            for (int i = 2; i < words.length; i++) {
                int equals = words[i].indexOf('=');
                String field = equals < 0 ? words[i] : words[i].substring(0, equals);
                List<String> values = equals < 0 ? List.of() : List.of(words[i].substring(equals + 1).split("\\|"));
                table.put(words[0] + "." + field, new Support(keyword, values));
            }
        }
    }

    /**
     * What the player makes of an object.
     *
     * @param obstacles what isn't played
     * @param notEnforced the names of the given fields that are not enforced where containers are processes, each once
     * @param notEnforcedByEngines the names of those that not even a container engine enforces, each once
     * @param temporaryFolders the names of the given kinds of volumes that become empty folders, each once
     */
    record Check(List<Finding> obstacles, List<String> notEnforced, List<String> notEnforcedByEngines,
            List<String> temporaryFolders) {}

    Check check(List<Given> given) {
        List<Finding> obstacles = new ArrayList<>();
        Set<String> notEnforced = new LinkedHashSet<>();
        Set<String> notEnforcedByEngines = new LinkedHashSet<>();
        Set<String> temporaryFolders = new LinkedHashSet<>();
        for (Given each : given) {
            if (!classes.contains(each.owner().getSimpleName()) || isEmptySequence(each.value())) {
                continue;
            }
            String name = each.owner().getSimpleName() + "." + each.field();
            Support support = table.get(name);
            if (support == null) {
                obstacles.add(unsupported(each.path(), "", NextSteps.of(name)));
                continue;
            }
            switch (support.keyword()) {
                case ONLY -> {
                    if (!support.names(each.value())) {
                        obstacles.add(unsupported(each.path(), only(each.value(), support.values()),
                                NextSteps.of(name)));
                    }
                }
                case SAYS, CONFINES, LACKS -> {
                    if (!support.names(each.value()) && !isEmptyMapping(each.value())) {
                        if (support.keyword() != Keyword.LACKS) {
                            notEnforced.add(each.field());
                        }
                        if (support.keyword() != Keyword.CONFINES) {
                            notEnforcedByEngines.add(each.field());
                        }
                    }
                }
                case AMOUNTS -> {
                    if (each.value() instanceof Mapping mapping) {
                        mapping.entries().keySet().stream().filter(key -> !support.values().contains(key))
                                .forEach(notEnforcedByEngines::add);
                    }
                }
                case FOLDERS -> temporaryFolders.add(each.field());
                case PLAYS, SKIPS, RESETS -> {
                    // nothing to be said
                }
            }
        }
        return new Check(obstacles, List.copyOf(notEnforced), List.copyOf(notEnforcedByEngines),
                List.copyOf(temporaryFolders));
    }

    /** The classes that have lines in the table. */
    Set<String> classes() {
        return classes;
    }

    /** All fields in the table: {@code Class.field}. */
    Set<String> fields() {
        return table.keySet();
    }

    /** True for a field whose parts are in the table too. */
    boolean plays(String type, String field) {
        Support support = table.get(type + "." + field);
        return support != null && (support.keyword() == Keyword.PLAYS || support.keyword() == Keyword.CONFINES);
    }

    /** The API server would take it, the player doesn't play it. */
    private static Finding unsupported(Path path, String detail, String nextStep) {
        return new Finding(path, path + ": not supported by pod-player" + detail + ": " + nextStep);
    }

    private static String only(YamlNode node, List<String> values) {
        String given = node instanceof Scalar scalar ? ": " + Findings.shown(scalar.value()) : "";
        return given + " (only " + String.join(", ", values) + ")";
    }

    private static boolean isEmptySequence(YamlNode node) {
        return node instanceof Sequence sequence && sequence.items().isEmpty();
    }

    private static boolean isEmptyMapping(YamlNode node) {
        return node instanceof Mapping mapping && mapping.entries().isEmpty();
    }
}
