package org.sidecardemo.podplayer.lifecycle;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;

/**
 * A pod whose containers really do what is scripted, wherever there is a POSIX shell: as processes, on an engine and on a
 * kubelet alike. They leave files in a volume of the pod's, which their probes and hooks, all of them commands, go by.
 */
public final class ScriptedPod {

    /** An image of busybox and nothing else, for engines and kubelets. */
    public static final String IMAGE = "localhost/busybox:1";

    private static final String VOLUME = "scripted";

    private ScriptedPod() {}

    /**
     * The same pod with scripted containers in the place of its own; what it asks for a probe or a hook otherwise, and all
     * about restarts and deadlines, stays.
     *
     * @param scripts by container's name: its runs one after the other, the last one for all further runs
     * @throws IllegalArgumentException for what no shell can do
     */
    public static PodSpec of(PodSpec spec, Map<String, List<Run>> scripts) {
        return of(spec, List.of(scripts));
    }

    /**
     * The same for the pods of an Indexed Job.
     *
     * @param scripts of each index; the last ones stand for all further indexes, and single ones for any pod
     * @throws IllegalArgumentException for what no shell can do
     */
    static PodSpec of(PodSpec spec, List<Map<String, List<Run>>> scripts) {
        return new PodSpecBuilder(spec)
                .withInitContainers(spec.getInitContainers().stream().map(c -> scripted(c, scripts)).toList())
                .withContainers(spec.getContainers().stream().map(c -> scripted(c, scripts)).toList())
                .addNewVolume().withName(VOLUME).withNewEmptyDir().endEmptyDir().endVolume().build();
    }

    private static Container scripted(Container container, List<Map<String, List<Run>>> scripts) {
        var script = new ContainerScript(container,
                scripts.stream().map(ofIndex -> ofIndex.get(container.getName())).toList());
        return new ContainerBuilder(script.scripted()).addNewVolumeMount().withName(VOLUME)
                .withMountPath(ContainerScript.FOLDER).endVolumeMount().build();
    }
}
