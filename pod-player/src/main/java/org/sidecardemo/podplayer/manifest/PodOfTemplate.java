package org.sidecardemo.podplayer.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;

/** The first pod that a controller makes of its template. Source: GetPodFromTemplate in pkg/controller. */
final class PodOfTemplate {

    private PodOfTemplate() {}

    /** By way of a ReplicaSet, whose name is the Deployment's and a hash of the template. */
    static Pod of(Deployment deployment) {
        PodTemplateSpec template = deployment.getSpec().getTemplate();
        String hash = hash(template);
        ObjectMeta replicaSet = new ObjectMeta();
        replicaSet.setName(deployment.getMetadata().getName() + "-" + hash);
        replicaSet.setNamespace(deployment.getMetadata().getNamespace());
        return pod(template, replicaSet, "apps/v1", "ReplicaSet", Map.of("pod-template-hash", hash));
    }

    static Pod of(ReplicaSet replicaSet) {
        return pod(replicaSet.getSpec().getTemplate(), replicaSet.getMetadata(), "apps/v1", "ReplicaSet", Map.of());
    }

    static Pod of(ReplicationController controller) {
        return pod(controller.getSpec().getTemplate(), controller.getMetadata(), "v1", "ReplicationController",
                Map.of());
    }

    static Pod of(DaemonSet daemonSet) {
        PodTemplateSpec template = daemonSet.getSpec().getTemplate();
        return pod(template, daemonSet.getMetadata(), "apps/v1", "DaemonSet",
                Map.of("controller-revision-hash", hash(template), "pod-template-generation", "1"));
    }

    /** The one with the lowest number. Its name is its host name; it has a volume for each claim. */
    static Pod of(StatefulSet statefulSet) {
        StatefulSetSpec spec = statefulSet.getSpec();
        String setName = statefulSet.getMetadata().getName();
        Integer start = spec.getOrdinals() == null ? null : spec.getOrdinals().getStart();
        String index = start == null ? "0" : start.toString();
        String name = setName + "-" + index;
        Pod pod = pod(spec.getTemplate(), statefulSet.getMetadata(), "apps/v1", "StatefulSet",
                Map.of("statefulset.kubernetes.io/pod-name", name, "apps.kubernetes.io/pod-index", index,
                        "controller-revision-hash", setName + "-" + hash(spec.getTemplate())));
        pod.getMetadata().setName(name);
        pod.getSpec().setHostname(name);
        pod.getSpec().setSubdomain(spec.getServiceName());
        pod.getSpec().setVolumes(volumes(pod.getSpec().getVolumes(), spec, "-" + name));
        return pod;
    }

    /** The claims of a StatefulSet as volumes, then those of its template that no claim replaces. */
    static List<Volume> volumes(List<Volume> ofTemplate, StatefulSetSpec spec, String suffix) {
        List<Volume> volumes = new ArrayList<>();
        Set<String> claimed = new TreeSet<>();
        for (PersistentVolumeClaim claim : spec.getVolumeClaimTemplates()) {
            String name = claim.getMetadata() == null ? null : claim.getMetadata().getName();
            if (name != null && claimed.add(name)) {
                volumes.add(new VolumeBuilder().withName(name).withNewPersistentVolumeClaim(name + suffix, null)
                        .build());
            }
        }
        ofTemplate.stream().filter(volume -> volume.getName() == null || !claimed.contains(volume.getName()))
                .forEach(volumes::add);
        return volumes;
    }

    private static Pod pod(PodTemplateSpec template, ObjectMeta owner, String version, String kind,
            Map<String, String> furtherLabels) {
        Map<String, String> labels = new LinkedHashMap<>(
                Objects.requireNonNullElse(template.getMetadata().getLabels(), Map.of()));
        new TreeSet<>(furtherLabels.keySet()).forEach(key -> labels.put(key, furtherLabels.get(key)));
        ObjectMeta metadata = new ObjectMeta();
        metadata.setGenerateName(owner.getName() + "-");
        metadata.setNamespace(owner.getNamespace());
        metadata.setLabels(labels);
        metadata.setAnnotations(template.getMetadata().getAnnotations());
        metadata.setOwnerReferences(List
                .of(new OwnerReference(version, true, true, kind, owner.getName(), UUID.randomUUID().toString())));
        Pod pod = new Pod();
        pod.setMetadata(metadata);
        pod.setSpec(template.getSpec());
        Defaults.of(pod);
        return pod;
    }

    /** The same for the same template, and of the look of ComputeHash, but not its number, which is Go's own. */
    private static String hash(PodTemplateSpec template) {
        return NameSuffix.encoded(Integer.toUnsignedString(template.hashCode()));
    }
}
