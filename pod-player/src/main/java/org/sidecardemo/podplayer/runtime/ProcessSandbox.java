package org.sidecardemo.podplayer.runtime;

import java.nio.file.Files;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.manifest.Config;

/** A pod whose containers are local processes. */
final class ProcessSandbox extends Sandbox {

    /** As the kubelet tells what containerd tells of runc. */
    private static final String START_ERROR = "failed to create containerd task: failed to create shim task: OCI runtime"
            + " create failed: runc create failed: unable to start container process: %s: unknown";
    private static final String IP = "127.0.0.1";
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG");
    /** No volume can have this name. */
    private static final String WORKING_DIRECTORIES = "working_directories";

    private final Pod pod;
    private final ImageCommands images;
    private final DownwardApi downwardApi;
    private final Config config;
    private final Volumes volumes;
    private final String marker;

    ProcessSandbox(Pod pod, ImageCommands images, Config config, RunFolder run) {
        this.pod = pod;
        this.images = images;
        this.config = config;
        downwardApi = new DownwardApi(pod, IP, IP);
        volumes = Volumes.create(run, pod, new VolumeFiles(downwardApi, config));
        marker = run.name() + "/" + volumes.root().getFileName();
    }

    @Override
    public String ip() {
        return IP;
    }

    @Override
    public String hostIp() {
        return IP;
    }

    @Override
    public boolean listensOnLocalhostAlone(int port) {
        return Listeners.OF_THIS_MACHINE.onLocalhostAlone(port);
    }

    @Override
    Optional<ContainerRun> newRun(ContainerId id, Container container, ContainerListener listener) {
        var words = words(container);
        if (words.isEmpty()) {
            tell(listener, it -> it.imageMissing(("image \"%s\" isn't known: say what it runs by --image NAME=COMMAND, "
                    + "or set the container's command").formatted(container.getImage())));
            return Optional.empty();
        }
        try {
            var containerMarker = "%s/%s.%d".formatted(marker, id.name(), id.attempt());
            var variables = Variables.of(new VariableSources(container, downwardApi, config, volumes));
            var message = TerminationMessage.of(container, messageFile(volumes, id));
            var mountPaths = MountPaths.of(Stream.concat(volumes.mounts(container, variables).stream(),
                    message.mount().stream()).toList());
            var program = program(container, words, variables, mountPaths, containerMarker);
            return Optional.of(new ProcessContainer(program, mountPaths, message, containerMarker, listener));
        } catch (InvalidConfig e) {
            tell(listener, it -> it.configInvalid(e.getMessage()));
            return Optional.empty();
        } catch (RuntimeFailure e) {
            tell(listener, it -> it.startFailed(START_ERROR.formatted(e.getMessage())));
            return Optional.empty();
        }
    }

    @Override
    void removeRemains() {
        volumes.close();
    }

    /** What a container runs, nothing if that isn't known. */
    private List<Word> words(Container container) {
        var args = container.getArgs().stream().map(Word::expanded);
        if (!container.getCommand().isEmpty() && !images.replaces(container)) {
            return Stream.concat(container.getCommand().stream().map(Word::expanded), args).toList();
        }
        return images.entrypoint(container.getImage()).filter(_ -> container.getCommand().isEmpty())
                .map(entrypoint -> Stream.concat(entrypoint.stream().map(Word::literal), args))
                .or(() -> images.any().map(any -> any.stream().map(Word::literal)))
                .orElse(Stream.of()).toList();
    }

    private Program program(Container container, List<Word> given, Variables variables, MountPaths mountPaths,
            String containerMarker) {
        UnaryOperator<String> complete = text -> mountPaths.replaceIn(variables.expand(text));
        var words = given.stream().map(word -> word.literal() ? word.text() : complete.apply(word.text())).toList();

        var environment = new LinkedHashMap<String, String>();
        for (var name : INHERITED) {
            if (System.getenv(name) != null) {
                environment.put(name, System.getenv(name));
            }
        }
        environment.put("HOSTNAME", HostName.of(pod));
        variables.values().forEach((name, value) -> environment.put(name, mountPaths.replaceIn(value)));
        environment.put(MarkedProcesses.VARIABLE, containerMarker);
        var input = isTrue(container.getStdin()) || isTrue(container.getTty()) ? Program.NEVER : Program.NOTHING;
        return new Program(words, environment, workingDirectory(container, mountPaths), input);
    }

    /** A folder that isn't there is made, as a container engine does it, but outside of volumes in a place of its own. */
    private Path workingDirectory(Container container, MountPaths mountPaths) {
        var named = container.getWorkingDir() == null ? "" : container.getWorkingDir();
        var directory = absolute(mountPaths.replaceIn(named));
        if (!Files.exists(directory) && !directory.startsWith(volumes.root())) {
            directory = volumes.root().resolve(WORKING_DIRECTORIES + directory.normalize());
        }
        if (directory.startsWith(volumes.root())) {
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new RuntimeFailure("can't make the working directory: " + e.getMessage());
            }
        }
        return directory;
    }

    private static boolean isTrue(Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static Path absolute(String directory) {
        try {
            return Path.of(directory).toAbsolutePath();
        } catch (InvalidPathException _) {
            throw new RuntimeFailure("chdir to cwd (\"%s\") failed: invalid argument".formatted(directory));
        }
    }

    /** @param literal if nothing in it is to be expanded */
    private record Word(String text, boolean literal) {

        static Word literal(String text) {
            return new Word(text, true);
        }

        static Word expanded(String text) {
            return new Word(text, false);
        }
    }
}
