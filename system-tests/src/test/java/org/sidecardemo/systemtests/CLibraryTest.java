package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The architecture of the images is that of the program in them, whose C library is this machine's. */
@Tag("images")
class CLibraryTest {

    private static final Map<String, Integer> MACHINES = Map.of("amd64", 62, "arm64", 183, "riscv64", 243);

    @TempDir
    private Path folder;

    @Test
    void architectureIsThePrograms() throws Exception {
        assertThat(add(Path.of("/bin/true"))).isEmpty();
        assertThat(folder.resolve("runtime.properties")).content()
                .isEqualTo("image.architecture=" + thisMachine() + "\n");
        assertThat(folder.resolve("root/etc/passwd")).exists();
        try (var files = Files.walk(folder.resolve("root"))) {
            assertThat(files.map(file -> file.getFileName().toString())).contains("libc.so.6");
        }
    }

    @Test
    void programsOfOtherMachinesAreRefused() throws Exception {
        for (String machine : MACHINES.keySet()) {
            if (!machine.equals(thisMachine())) {
                Path program = program(machine);
                assertThat(add(program)).endsWith(machine.equals("riscv64")
                        ? "runtime: " + program + " is for neither x86-64 nor AArch64\n"
                        : "runtime: " + program + " is not for this machine\n");
                assertThat(folder.resolve("root/etc/passwd")).doesNotExist();
            }
        }
    }

    private static String thisMachine() {
        return System.getProperty("os.arch").replace("aarch64", "arm64");
    }

    /** The header of an ELF file, and nothing else. */
    private Path program(String machine) throws IOException {
        return Files.write(folder.resolve(machine), ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[]{0x7f, 'E', 'L', 'F', 2, 1, 1}).putShort(16, (short) 3)
                .putShort(18, MACHINES.get(machine).shortValue()).array());
    }

    private String add(Path program) throws IOException {
        Process script = new ProcessBuilder("sh",
                Path.of(System.getProperty("root"), "runtime/add-c-library.sh").toString(), folder.toString(),
                program.toString()).redirectErrorStream(true).start();
        return new String(script.getInputStream().readAllBytes());
    }
}
