package org.sidecardemo.podplayer.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.manifest.Config;

/** A pod whose containers an engine runs in the network of a pause container. */
final class EngineSandbox extends Sandbox {

    private final EngineCommand engine;
    private final Pod pod;
    private final Config config;
    private final DownwardApi downwardApi;
    private final Volumes volumes;
    private final String name;
    private final List<String> labels;
    private final String pause;
    private final String ip;

    EngineSandbox(EngineCommand engine, Pod pod, Config config, RunFolder run, String pauseImage) {
        this.engine = engine;
        this.pod = pod;
        this.config = config;
        // no file of a volume tells an address, which isn't known yet
        volumes = Volumes.create(run, pod, new VolumeFiles(new DownwardApi(pod, "", ""), config));
        SecurityFlags.groupOfVolumes(pod).ifPresent(volumes::giveTo);
        name = run.name() + "-" + volumes.root().getFileName();
        labels = List.of("--label", "%s=%s".formatted(EngineCommand.RUN_LABEL, run.name()), "--label",
                "%s=%s".formatted(EngineCommand.POD_LABEL, name));
        pause = name + "-pause";
        startPause(pauseImage);
        ip = networks("IPAddress");
        if (ip.isEmpty()) {
            close();
            throw new RuntimeFailure("%s gives the pod no address that could be probed".formatted(engine.name()));
        }
        downwardApi = new DownwardApi(pod, ip, networks("Gateway"));
    }

    @Override
    public String ip() {
        return ip;
    }

    @Override
    public String hostIp() {
        return downwardApi.hostIp();
    }

    @Override
    public boolean listensOnLocalhostAlone(int port) {
        return false;
    }

    @Override
    Optional<ContainerRun> newRun(ContainerId id, Container container, ContainerListener listener) {
        var containerName = "%s-%s-%d".formatted(name, id.name(), id.attempt());
        try {
            var message = TerminationMessage.of(container, messageFile(volumes, id));
            return Optional.of(new EngineContainer(engine, containerName, container.getImage(),
                    () -> arguments(containerName, container, message), message, listener));
        } catch (RuntimeFailure e) {
            tell(listener, it -> it.startFailed(e.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    void removeRemains() {
        engine.removeContainers(EngineCommand.POD_LABEL, name);
        volumes.close();
    }

    /** Whom an image runs as, an empty text if it doesn't say. */
    private String userOf(String image) {
        var user = engine.run("image", "inspect", "--format", "{{.Config.User}}", "--", image);
        if (!user.succeeded()) {
            throw new RuntimeFailure(user.lastLine());
        }
        return user.output();
    }

    /** What the first of the pod's networks has of this; there is one. */
    private String networks(String field) {
        return engine.run("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.%s}} {{end}}".formatted(field),
                pause).output().strip().split(" ")[0];
    }

    private void startPause(String image) {
        var arguments = new ArrayList<>(List.of("run", "--detach", "--pull", "never", "--name", pause, "--hostname",
                HostName.of(pod)));
        arguments.addAll(labels);
        arguments.addAll(List.of("--", image));
        var result = engine.run(arguments);
        if (!result.succeeded()) {
            close();
            throw new RuntimeFailure("the pause container doesn't start: " + result.lastLine());
        }
    }

    private List<String> arguments(String containerName, Container container, TerminationMessage message) {
        var variables = Variables.of(new VariableSources(container, downwardApi, config, volumes));
        var arguments = new ArrayList<>(
                List.of("create", "--pull", "never", "--name", containerName, "--network", "container:" + pause));
        arguments.addAll(labels);
        arguments.addAll(List.of("--env", "HOSTNAME=" + HostName.of(pod)));
        variables.values().forEach((variable, value) -> arguments.addAll(List.of("--env", variable + "=" + value)));
        if (Boolean.TRUE.equals(container.getStdin())) {
            arguments.add("--interactive");
        }
        if (Boolean.TRUE.equals(container.getTty())) {
            arguments.add("--tty");
        }
        if (sharesProcesses(pod)) {
            arguments.addAll(List.of("--pid", "container:" + pause));
        }
        if (container.getWorkingDir() != null) {
            arguments.addAll(List.of("--workdir", container.getWorkingDir()));
        }
        Stream.concat(volumes.mounts(container, variables).stream(), message.mount().stream())
                .forEach(mount -> arguments.addAll(List.of("--mount", flag(mount))));
        arguments.addAll(RunAs.of(pod, container).flags(() -> userOf(container.getImage())));
        arguments.addAll(SecurityFlags.of(pod, container));
        arguments.addAll(ResourceFlags.of(container));
        var command = container.getCommand().stream().map(variables::expand).toList();
        if (!command.isEmpty()) {
            arguments.addAll(List.of("--entrypoint", command.getFirst()));
        }
        // whatever a manifest calls an image, it is none of the engine's options
        arguments.addAll(List.of("--", container.getImage()));
        command.stream().skip(1).forEach(arguments::add);
        container.getArgs().stream().map(variables::expand).forEach(arguments::add);
        return arguments;
    }

    /** Then no container's first process is PID 1, which ignores SIGTERM. Nobody gets to see this machine's processes. */
    private static boolean sharesProcesses(Pod pod) {
        return Boolean.TRUE.equals(pod.getSpec().getShareProcessNamespace())
                || Boolean.TRUE.equals(pod.getSpec().getHostPID());
    }

    private static String flag(Mount mount) {
        // an engine would take what comes after a comma for the source, say, and not each of them knows quotes
        if (Stream.of(mount.path(), mount.source().toString())
                .anyMatch(path -> path.chars().anyMatch(c -> c == ',' || c == '"' || c < ' '))) {
            throw new RuntimeFailure("mountPath %s: an engine can't mount at such a path".formatted(mount.path()));
        }
        return "type=bind,source=%s,target=%s%s".formatted(mount.source(), mount.path(),
                mount.readOnly() ? ",readonly" : "");
    }
}
