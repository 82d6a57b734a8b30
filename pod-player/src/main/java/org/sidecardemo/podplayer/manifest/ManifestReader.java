package org.sidecardemo.podplayer.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.sidecardemo.podplayer.manifest.YamlNode.Sequence;

/**
 * Reads Pods, Jobs and CronJobs, and refuses what the API server would refuse, in its words, and what the player doesn't
 * play. A CronJob becomes a Job of the same name, as {@code kubectl create job NAME --from=cronjob/NAME} makes it.
 */
public final class ManifestReader {

    /** As much as the API server takes in one request. */
    public static final int MAX_BYTES = 3 * 1024 * 1024;

    private final ObjectReader objectReader = new ObjectReader();

    /**
     * Reads one file to its end.
     *
     * @param source what messages call the file
     * @param in YAML or JSON as UTF-8, with any number of documents
     * @return at least one, in the order of the text
     * @throws InvalidManifest with every finding in the file
     * @throws IOException if the file can't be read
     */
    public List<Workload> read(String source, InputStream in) throws IOException, InvalidManifest {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new InvalidManifest(List.of(source + ": too large: may not be more than " + MAX_BYTES + " bytes"));
        }
        return read(source, decoded(source, bytes));
    }

    private static String decoded(String source, byte[] bytes) throws InvalidManifest {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw new InvalidManifest(List.of(source + ": not a manifest: must be UTF-8"));
        }
    }

    private List<Workload> read(String source, String text) throws InvalidManifest {
        List<Workload> workloads = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlNode object : objects(YamlReader.read(source, text))) {
            Findings findings = new Findings();
            Workload workload = objectReader.read(source + ":" + object.line(), object, findings);
            if (findings.list().isEmpty() && !names.add(identity(workload))) {
                findings.duplicate(Path.ROOT.child("metadata").child("name"), workload.metadata().getName());
            }
            workloads.add(workload);
            for (Finding finding : findings.list()) {
                messages.add(source + ":" + line(object, finding.path()) + ": " + finding.text());
            }
        }
        if (workloads.isEmpty()) {
            messages.add(source + ": not a manifest: there is no Pod, Job or CronJob in it");
        }
        if (!messages.isEmpty()) {
            throw new InvalidManifest(messages);
        }
        return List.copyOf(workloads);
    }

    /** The documents, a List's items in its place. */
    private static List<YamlNode> objects(List<YamlNode> documents) {
        List<YamlNode> objects = new ArrayList<>();
        for (YamlNode document : documents) {
            if ("List".equals(YamlNode.text(document, "kind"))
                    && YamlNode.field(document, "items") instanceof Sequence items) {
                objects.addAll(items.items());
            } else {
                objects.add(document);
            }
        }
        return objects;
    }

    private static String identity(Workload workload) {
        return workload.getClass().getSimpleName() + " " + workload.metadata().getNamespace() + "/"
                + workload.metadata().getName();
    }

    /** The line of the field, or of the nearest thing around it that is there. */
    private static int line(YamlNode object, Path path) {
        YamlNode at = object;
        for (String step : path.steps()) {
            YamlNode next = at instanceof Sequence sequence
                    ? sequence.items().get(Integer.parseInt(step))
                    : YamlNode.field(at, step);
            if (next == null) {
                break;
            }
            at = next;
        }
        return at.line();
    }
}
