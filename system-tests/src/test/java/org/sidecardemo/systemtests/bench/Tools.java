package org.sidecardemo.systemtests.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import org.sidecardemo.systemtests.Program;

/**
 * The programs of this machine that containers get beside their own, in a folder that is mounted into each: busybox, which
 * measures there and is a peer, and curl with its libraries.
 */
final class Tools {

    /** Where containers see the folder. */
    static final String MOUNTED = "/bench";
    static final String BUSYBOX = MOUNTED + "/busybox/busybox";
    /** The loader is called by name, as curl's libraries are not where an image has its own. */
    private static final String CURL = "%1$s/curl/%2$s --library-path %1$s/curl %1$s/curl/curl";
    /** What ldd prints: "name => /path (address)", and of the loader "/path (address)". */
    private static final Pattern LIBRARY = Pattern.compile("(?m)^\\s*(?:\\S+ => )?(/\\S+) \\(0x");
    private static final Pattern LOADER = Pattern.compile("(?m)^\\s*(/\\S+) \\(0x");

    private final Path folder;
    private final boolean hasBusybox;
    private final Optional<String> curl;

    /** Copies them into the folder, as far as they are there. */
    Tools(Path folder) throws IOException, InterruptedException {
        this.folder = folder.toAbsolutePath();
        create("");
        Files.writeString(create("www").resolve("index.html"), "<h1>Hello!</h1>\n");
        this.hasBusybox = copyBusybox();
        this.curl = copyCurl();
    }

    Path folder() {
        return folder;
    }

    boolean hasBusybox() {
        return hasBusybox;
    }

    /** How a container calls curl. */
    Optional<String> curl() {
        return curl;
    }

    /** What a layer with nothing but this tool would have. */
    long compressedBytes(String tool) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed); var files = Files.newDirectoryStream(folder.resolve(tool))) {
            for (var file : files) {
                Files.copy(file, gzip);
            }
        }
        return compressed.size();
    }

    /** Only a static one runs in every image. */
    private boolean copyBusybox() throws IOException, InterruptedException {
        var busybox = Program.find("busybox");
        if (busybox.isEmpty() || libraries(busybox.get()).isPresent()) {
            return false;
        }
        copy(busybox.get(), create("busybox"));
        return true;
    }

    private Optional<String> copyCurl() throws IOException, InterruptedException {
        var program = Program.find("curl");
        var libraries = program.isEmpty() ? Optional.<String>empty() : libraries(program.get());
        if (libraries.isEmpty()) {
            return Optional.empty();
        }
        var target = create("curl");
        copy(program.get(), target);
        for (var library : LIBRARY.matcher(libraries.get()).results().toList()) {
            copy(Path.of(library.group(1)), target);
        }
        return LOADER.matcher(libraries.get()).results().findFirst()
                .map(loader -> CURL.formatted(MOUNTED, Path.of(loader.group(1)).getFileName()));
    }

    /** What ldd prints of a program; it fails for a static one. */
    private static Optional<String> libraries(Path program) throws IOException, InterruptedException {
        try {
            return Optional.of(new Program("ldd", program.toString()).run("").output());
        } catch (IllegalStateException _) {
            return Optional.empty();
        }
    }

    /** A folder that a container's user can read, whatever this one's habits are. */
    private Path create(String name) throws IOException {
        var created = Files.createDirectories(folder.resolve(name));
        return Files.setPosixFilePermissions(created, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copy(Path file, Path target) throws IOException {
        Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }
}
