package org.sidecardemo.podplayer.manifest;

import java.util.List;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;

/**
 * The API server's rules for who a process is. Source: ValidateSecurityContext, validatePodSpecSecurityContext.
 */
final class SecurityContextValidation {

    private static final List<String> SECCOMP_TYPES = List.of("Localhost", "RuntimeDefault", "Unconfined");

    private final Findings findings;

    SecurityContextValidation(Findings findings) {
        this.findings = findings;
    }

    void container(SecurityContext context, Path path) {
        if (context != null) {
            id(context.getRunAsUser(), path.child("runAsUser"));
            id(context.getRunAsGroup(), path.child("runAsGroup"));
            seccomp(context.getSeccompProfile(), path.child("seccompProfile"));
        }
    }

    void pod(PodSecurityContext context, Path path) {
        id(context.getFsGroup(), path.child("fsGroup"));
        id(context.getRunAsUser(), path.child("runAsUser"));
        id(context.getRunAsGroup(), path.child("runAsGroup"));
        List<Long> groups = context.getSupplementalGroups();
        for (int i = 0; i < groups.size(); i++) {
            id(groups.get(i), path.child("supplementalGroups").index(i));
        }
        seccomp(context.getSeccompProfile(), path.child("seccompProfile"));
    }

    private void id(Long id, Path path) {
        if (id != null && (id < 0 || id > Integer.MAX_VALUE)) {
            findings.invalid(path, id, "must be between 0 and " + Integer.MAX_VALUE + ", inclusive");
        }
    }

    private void seccomp(SeccompProfile profile, Path path) {
        if (profile != null) {
            String type = profile.getType() == null ? "" : profile.getType();
            boolean localhost = type.equals("Localhost");
            if (type.isEmpty()) {
                findings.required(path.child("type"), "type is required when seccompProfile is set");
            } else {
                findings.supported(path.child("type"), type, SECCOMP_TYPES);
            }
            if (localhost && ContainerValidation.isEmpty(profile.getLocalhostProfile())) {
                findings.required(path.child("localhostProfile"), "must be set when seccomp type is Localhost");
            }
            if (!localhost && profile.getLocalhostProfile() != null) {
                findings.add(path.child("localhostProfile"), "Invalid value: {\"Type\":" + Findings.shown(type)
                        + ",\"LocalhostProfile\":" + Findings.shown(profile.getLocalhostProfile()) + "}",
                        "can only be set when seccomp type is Localhost");
            }
        }
    }
}
