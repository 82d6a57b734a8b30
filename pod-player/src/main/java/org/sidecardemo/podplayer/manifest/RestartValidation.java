package org.sidecardemo.podplayer.manifest;

import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerRestartRule;
import io.fabric8.kubernetes.api.model.PodSpec;
import org.sidecardemo.podplayer.release.Release;

/**
 * The API server's rules for the restart policies of single containers. Source: validateInitContainerRestartPolicy,
 * validateContainerRestartPolicy.
 */
final class RestartValidation {

    private static final List<String> POLICIES = List.of("Always", "Never", "OnFailure");
    private static final List<String> OPERATORS = List.of("In", "NotIn");
    private static final int MAX_RULES = 20;
    private static final int MAX_EXIT_CODES = 255;

    private final Release release;
    private final Findings findings;

    RestartValidation(Release release, Findings findings) {
        this.release = release;
        this.findings = findings;
    }

    /** To be asked after {@link DisabledFields} has dropped what the release takes no notice of. */
    void spec(PodSpec spec, Path path) {
        if (!release.knowsRestartPolicyRules()) {
            unknownRules(spec.getInitContainers(), path.child("initContainers"));
            unknownRules(spec.getContainers(), path.child("containers"));
        }
        List<Container> mains = spec.getContainers();
        for (int i = 0; i < mains.size(); i++) {
            main(mains.get(i), path.child("containers").index(i));
        }
        List<Container> init = spec.getInitContainers();
        for (int i = 0; i < init.size(); i++) {
            init(init.get(i), path.child("initContainers").index(i));
        }
    }

    private void unknownRules(List<Container> containers, Path path) {
        for (int i = 0; i < containers.size(); i++) {
            if (!containers.get(i).getRestartPolicyRules().isEmpty()) {
                Path at = path.index(i).child("restartPolicyRules");
                findings.undecodable(at, "unknown field \"" + at + '"');
            }
        }
    }

    private void main(Container container, Path path) {
        if (release.refusesRestartPoliciesOfMains() && container.getRestartPolicy() != null) {
            findings.forbidden(path.child("restartPolicy"), "may not be set for non-init containers");
        } else {
            own(container, path);
        }
    }

    private void init(Container container, Path path) {
        if (!release.hasContainerRestartRules()) {
            findings.supported(path.child("restartPolicy"), container.getRestartPolicy(), List.of("Always"));
        } else if ("Always".equals(container.getRestartPolicy()) && !container.getRestartPolicyRules().isEmpty()
                && !release.hasRestartAllContainers()) {
            findings.forbidden(path.child("restartPolicyRules"),
                    "restartPolicyRules are not allowed for init containers with restart policy Always");
        } else {
            own(container, path);
        }
    }

    private void own(Container container, Path path) {
        List<ContainerRestartRule> rules = container.getRestartPolicyRules();
        if (container.getRestartPolicy() == null && !rules.isEmpty()) {
            findings.required(path.child("restartPolicy"), "must specify restartPolicy when restart rules are used");
        }
        findings.supported(path.child("restartPolicy"), container.getRestartPolicy(), POLICIES);
        if (rules.size() > MAX_RULES) {
            findings.tooMany(path.child("restartPolicyRules"), rules.size(), MAX_RULES);
        }
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), path.child("restartPolicyRules").index(i));
        }
    }

    private void rule(ContainerRestartRule rule, Path path) {
        List<String> actions = release.hasRestartAllContainers()
                ? List.of("Restart", "RestartAllContainers")
                : List.of("Restart");
        findings.supported(path.child("action"), rule.getAction() == null ? "" : rule.getAction(), actions);
        if (rule.getExitCodes() == null) {
            findings.required(path.child("exitCodes"), "must be specified");
            return;
        }
        Path at = path.child("exitCodes");
        String operator = rule.getExitCodes().getOperator();
        findings.supported(at.child("operator"), operator == null ? "" : operator, OPERATORS);
        if (rule.getExitCodes().getValues().size() > MAX_EXIT_CODES) {
            findings.tooMany(at.child("values"), rule.getExitCodes().getValues().size(), MAX_EXIT_CODES);
        }
    }
}
