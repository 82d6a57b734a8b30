package org.sidecardemo.podplayer.runtime;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds programs as a container runtime does: by the container's own PATH, with runc's words for what fails. */
record ProgramPath(String path, Path workingDirectory) {

    /** @throws RuntimeFailure if there is no such program, or it can't be executed */
    Path find(String program) {
        if (program.indexOf('\0') >= 0) {
            throw failure(program, "invalid argument");
        }
        if (program.contains("/")) {
            var file = workingDirectory.resolve(program);
            if (!Files.exists(file)) {
                throw failure(program, "stat %s: no such file or directory".formatted(program));
            }
            if (Files.isDirectory(file)) {
                throw failure(program, "is a directory");
            }
            if (!Files.isExecutable(file)) {
                throw failure(program, "permission denied");
            }
            return file;
        }
        for (var folder : path.split(File.pathSeparator)) {
            var file = workingDirectory.resolve(folder).resolve(program);
            if (!program.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                return file;
            }
        }
        throw failure(program, "executable file not found in $PATH");
    }

    private static RuntimeFailure failure(String program, String reason) {
        return new RuntimeFailure("exec: \"%s\": %s".formatted(program, reason));
    }
}
