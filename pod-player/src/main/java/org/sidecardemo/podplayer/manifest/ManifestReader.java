package org.sidecardemo.podplayer.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.sidecardemo.podplayer.release.Release;

/**
 * Reads manifests, and refuses what the API server would refuse, in its words. What it would take is read, whether the
 * player can play it or not: that is for each workload's {@link Playability} to say. A CronJob becomes a Job of the same
 * name, as {@code kubectl create job NAME --from=cronjob/NAME} makes it.
 */
public final class ManifestReader {

    /** More than the API server takes in one request, as kubectl sends it the objects of a file one by one. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final SupportedFields SUPPORTED_FIELDS = new SupportedFields();

    private final Release release;

    /** @param release whose API server decides */
    public ManifestReader(Release release) {
        this.release = release;
    }

    /**
     * Reads one file to its end.
     *
     * @param source what messages call the file
     * @param in YAML or JSON, with any number of documents
     * @throws InvalidManifest with every finding in the file
     * @throws IOException if the file can't be read
     */
    public Manifest read(String source, InputStream in) throws IOException, InvalidManifest {
        return reader(source).read(text(source, in));
    }

    /**
     * Reads one file to its end, and what could be played in it each by itself, in the order of the file.
     *
     * @throws InvalidManifest if it isn't YAML
     * @throws IOException if the file can't be read
     */
    public List<Reading> readEach(String source, InputStream in) throws IOException, InvalidManifest {
        return reader(source).readEach(text(source, in));
    }

    private FileReader reader(String source) {
        return new FileReader(SUPPORTED_FIELDS, release, source);
    }

    /**
     * The text of a file. As for kubectl it is in UTF-8, or in UTF-16 if it says so by a byte order mark, as PowerShell writes
     * it; what isn't UTF-8 becomes U+FFFD.
     */
    public static String text(byte[] bytes) {
        String text = new String(bytes, isUtf16(bytes) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static boolean isUtf16(byte[] bytes) {
        return bytes.length > 1 && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
                || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE);
    }

    private static String text(String source, InputStream in) throws IOException, InvalidManifest {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new InvalidManifest(List.of(source + ": too large: may not be more than " + MAX_BYTES + " bytes"));
        }
        String text = text(bytes);
        if (text.indexOf('\0') >= 0) {
            throw new InvalidManifest(List.of(source + ": not a manifest: must be a text in UTF-8"));
        }
        return text;
    }
}
