# Every task by name; `make` alone lists them.

MVN ?= mvn
KUBECTL ?= kubectl
# what the labels of the images say of their source
REVISION := $(shell git rev-parse HEAD 2>/dev/null || echo unknown)
# without the password that it may hold
SOURCE := $(shell git remote get-url origin 2>/dev/null | sed 's|^\(https*://\)[^/]*@|\1|')
# how often make bench takes each figure
RUNS ?= 10
PLAYER := pod-player/target/pod-player/bin/pod-player
# where make install puts it; the shell's ~ isn't make's
PREFIX ?= /usr/local
INSTALL_TO = $(patsubst ~/%,$(HOME)/%,$(PREFIX))
INSTALLED = $(INSTALL_TO)/lib/pod-player
SHARED = bash-completion/completions/pod-player zsh/site-functions/_pod-player man/man1/pod-player.1
# $(call OUTDATED,MADE,SOURCES): one of what is made is missing, or older than a source
OUTDATED = for made in $(1); do test -f $$made && test -z "$$(find $(2) -newer $$made)" || exit 0; done; exit 1
WORKLOADS = $(foreach module,slow-sidecar sidecar-user,$(module)/pom.xml $(module)/src/main)
# the player's cache is made last
PLAYER_OUTDATED = $(call OUTDATED,pod-player/target/pod-player/lib/pod-player.aot,\
  pom.xml pod-player/pom.xml pod-player/RULES.md pod-player/src/main pod-player/src/dist $(WORKLOADS))
# what make torture has to leave out: without a cluster, without a Docker daemon
TORTURE_WITHOUT = $(if $(KUBECONFIG),none,cluster)$(shell docker version >/dev/null 2>&1 || echo ,images)
VERSION := $(shell sed -n 's|^  <version>\(.*\)</version>|\1|p' pom.xml)
# which images: NATIVE=1 executables, with a tag that says so; DISTROLESS=1, and where this isn't Linux, those that Maven makes
# without a profile, on a base image for several architectures; else those with a Java runtime of their own
ifneq ($(and $(NATIVE),$(DISTROLESS)),)
$(error NATIVE=1 and DISTROLESS=1 are both set: an image is the one or the other)
endif
LINUX := $(filter Linux,$(shell uname -s))
ON_BASE := $(or $(DISTROLESS),$(if $(LINUX)$(NATIVE),,1))
ifeq ($(origin BASE)$(ON_BASE),command line)
$(error BASE is "$(BASE)", but DISTROLESS=1 is not set: only those images have a base)
endif
VARIANT := $(if $(NATIVE),-native)
# GraalVM is looked for before anything is built
MVN_IMAGES = $(if $(NATIVE),graalvm=$$(runtime/graalvm-home.sh) && GRAALVM_HOME=$$graalvm) $(MVN) -q -DskipTests \
  -Dimage.revision=$(REVISION) $(if $(SOURCE),-Dimage.source='$(SOURCE)') $(if $(BASE),-Dimage.base='$(BASE)')
# $(call IMAGES,GOAL) with a goal of Jib's
ifneq ($(ON_BASE),)
IMAGES = $(MVN_IMAGES) package jib:$(1) -pl slow-sidecar,sidecar-user
else
IMAGES = $(MVN_IMAGES) -P$(if $(NATIVE),native,images) -Dimage.goal=$(1) package -pl runtime,slow-sidecar,sidecar-user
endif
SAY_BASE = $(if $(LINUX)$(NATIVE)$(DISTROLESS),:,echo 'make: this is not Linux: the images are laid on a base image, as with DISTROLESS=1' >&2)
ARCHIVES := $(foreach name,slow-sidecar sidecar-user,$(name)/target/$(name)$(VARIANT).tar)
IMAGES_OUTDATED = $(call OUTDATED,$(ARCHIVES),pom.xml images runtime/*.* $(WORKLOADS))

help: ## lists the tasks
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "  make %-20s %s\n", $$1, $$2 }'

demo: player ## plays the eight manifests without a cluster, about a minute; pictures in target/demo/index.html
	@rm -rf target/demo
	@# five of the eight fail or hang, which is their point: then the player's exit code is 1
	@$(PLAYER) --gallery target/demo --timeout 1-classic-sidecar.yaml=7s --timeout 2-classic-sidecar-with-retry.yaml=8s \
	  --timeout 3-init-container.yaml=6s --timeout 8-restart-policy-in-the-wrong-list.yaml=8s k8s/[1-9]-*.yaml || [ $$? -eq 1 ]
	@echo; ls target/demo/index.html

play: player ## plays a manifest of your own: make play FILE=pod.yaml
	@test -n '$(FILE)' || { echo 'make play: FILE is not set; for example: make play FILE=k8s/5-native-sidecar.yaml' >&2; exit 2; }
	@$(PLAYER) $(PLAY_FLAGS) '$(FILE)'

check: player ## says how the manifests can end, without running anything, or one of your own: make check FILE=pod.yaml
	@$(PLAYER) check $(if $(FILE),'$(FILE)',k8s/[1-9]-*.yaml || [ $$? -eq 1 ])

player: build-tools ## builds the player: pod-player/target/pod-player/bin/pod-player
	@if ($(PLAYER_OUTDATED)); then $(MVN) -q -DskipTests package -pl pod-player -am; fi

install: player ## installs the player, its completions and its man page: make install PREFIX=~/.local
	@mkdir -p '$(INSTALLED)' '$(INSTALL_TO)/bin' '$(INSTALL_TO)/share'
	@# with their times: the player's cache goes by them
	@rm -rf '$(INSTALLED)' && cp -Rp '$(dir $(PLAYER))..' '$(INSTALLED)'
	@ln -sf ../lib/pod-player/bin/pod-player '$(INSTALL_TO)/bin/pod-player'
	@cp -Rp '$(INSTALLED)/share/.' '$(INSTALL_TO)/share/'
	@echo '$(INSTALL_TO)/bin/pod-player'

uninstall: ## removes what make install has installed: make uninstall PREFIX=~/.local
	@rm -rf '$(INSTALLED)' '$(INSTALL_TO)/bin/pod-player' $(foreach file,$(SHARED),'$(INSTALL_TO)/share/$(file)')

dist: player ## writes the player as one archive, for wherever a Java 25 is: pod-player/target/pod-player-VERSION.tar.gz
	@ls pod-player/target/pod-player-$(VERSION).tar.gz

test: build-tools ## builds all and passes the tests that need neither Docker nor a cluster
	$(MVN) verify

plays: build-tools ## writes anew the timelines of pod-player/plays, and what check says of manifests, to be read with git diff
	@$(MVN) -q test -pl pod-player -am -Dtest=PlaysTest,CheckedManifestsTest,FindingsPlayedTest \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dplays.rewrite
	@git --no-pager diff --stat pod-player/plays pod-player/src/test/resources/checked system-tests/src/test/resources/scenarios

mutations: build-tools ## changes the rules of the lifecycle in one place at a time, and fails when too many change no play
	@# PIT needs Maven itself to run on JDK 25: on the one that the build has found
	@JAVA_HOME=$$($(MVN) -q -N validate exec:exec -Dexec.executable=java -Dexec.args='-XshowSettings:properties -version' 2>&1 | \
	  sed -n 's/^ *java.home = //p') $(MVN) -q -Pmutations process-test-classes -pl pod-player -am
	@ls pod-player/target/pit-reports/index.html

images: build-tools ## writes both images as archives, without Docker: */target/*.tar; NATIVE=1: executables; DISTROLESS=1: on a base image
	@$(SAY_BASE)
	@$(call IMAGES,buildTar)
	@ls $(ARCHIVES)

training: images ## records anew which classes the images' AOT caches hold: after a change of JDK, Helidon or code
	@runtime/record-training.sh

verify-reproducible: ## builds the images and the archive in two folders, and fails where they differ, but for AOT caches
	@runtime/verify-reproducible.sh

docker: build-tools ## puts both images into the local Docker daemon; NATIVE=1, DISTROLESS=1 as above
	@$(SAY_BASE)
	@$(call IMAGES,dockerBuild)

push: build-tools ## pushes both images: make push REGISTRY=registry.example/team; NATIVE=1, or DISTROLESS=1: amd64 and arm64, on BASE=…
	@test -n '$(REGISTRY)' || { echo 'make push: REGISTRY is not set; for example: make push REGISTRY=registry.example/team' >&2; exit 2; }
	@$(SAY_BASE)
	@$(call IMAGES,build) -Dimage.registry='$(REGISTRY)' $(PUSH_FLAGS)
	@mkdir -p target
	@for name in slow-sidecar sidecar-user; do \
	  echo "$(REGISTRY)/$$name:$(VERSION)$(VARIANT)@$$(cat $$name/target/jib-image.digest)"; \
	done | tee target/pushed

deploy: ## applies the eight CronJobs to namespace sidecar-demo; REGISTRY=…: images from there; PINNED=1: those pushed last, by digest
	@test -z '$(PINNED)' || test -f target/pushed || { echo 'make deploy: PINNED=1 is for what make push has pushed, and nothing has been' >&2; exit 2; }
	@$(KUBECTL) kustomize k8s | sed $(if $(PINNED),"$$(sed 's#.*/\(.*\):.*@.*#s|image: localhost/\1:.*|image: &|#' target/pushed)",\
	  's|image: localhost/\(.*\)|image: $(or $(REGISTRY),localhost)/\1$(VARIANT)|') | $(KUBECTL) apply -f -

states: ## prints the state of every container: pod, container, state, reason, exit code
	@$(KUBECTL) get pods --namespace sidecar-demo --sort-by .metadata.name \
	  -o go-template-file=k8s/states.gotemplate | sed "s/ *$$//"

undeploy: ## removes the namespace sidecar-demo and all that is in it
	@$(KUBECTL) delete namespace sidecar-demo --ignore-not-found

test-browser: build-tools ## tests the page of make demo in a browser, and keeps screenshots in pod-player/target/screenshots; needs Chromium
	$(MVN) -pl pod-player -am -Dgroups=browser -DexcludedGroups=torture verify

test-images: build-tools busybox ## tests the images, which it builds if they are not there or older than their sources; needs a Docker daemon; NATIVE=1 as above
	@test -z '$(ON_BASE)' || { echo 'make test-images: it tests the images that have no base: those for Linux, without DISTROLESS=1' >&2; exit 2; }
	@if ($(IMAGES_OUTDATED)); then $(MAKE) --no-print-directory images; fi
	$(MVN) -Dimage.variant=$(VARIANT) -Dgroups=images -DexcludedGroups=torture verify

busybox: ## writes the image of the tests' scenarios: system-tests/target/busybox.tar
	@system-tests/busybox-image.sh

test-cluster: build-tools busybox ## tests manifests and player on the cluster of KUBECONFIG, whose nodes must have the images; needs Docker; NATIVE=1 as above
	@test -n '$(KUBECONFIG)' || { echo 'make test-cluster: KUBECONFIG is not set, and no default context is ever used' >&2; exit 2; }
	KUBECTL='$(KUBECTL)' $(MVN) -Dimage.variant=$(VARIANT) -Dgroups=cluster -DexcludedGroups=torture verify

test-releases: build-tools busybox ## holds the cluster of KUBECONFIG to docs/releases.md, and the player to it; needs what test-cluster needs
	@test -n '$(KUBECONFIG)' || { echo 'make test-releases: KUBECONFIG is not set, and no default context is ever used' >&2; exit 2; }
	@rm -f target/releases.md
	$(MVN) -Dimage.variant=$(VARIANT) -Dgroups=releases -DexcludedGroups=torture verify
	@cat target/releases.md

torture: player ## tries to break all of it, at most a quarter of an hour: cluster of KUBECONFIG and images too, where there are
	@rm -f target/torture.md
	$(MVN) -Dgroups=torture -DexcludedGroups='$(TORTURE_WITHOUT)' verify
	@printf '| of | tried with | what happened |\n|---|---|---|\n'; LC_ALL=C sort target/torture.md

bench: bench-runs player images ## measures images, player and, if KUBECONFIG names one, a cluster, ten minutes; writes target/bench.json and .md
	@$(MVN) -q -Pbench process-test-classes -pl system-tests -am -Dexec.executable=java -Dexec.classpathScope=test \
	  -Dexec.workingdir='$(CURDIR)' \
	  -Dexec.args='-Dstdout.encoding=UTF-8 -cp %classpath org.sidecardemo.systemtests.bench.Bench $(PLAYER) $(RUNS) target'

build-tools:
	@.config/build-tools.sh '$(MVN)'

bench-runs:
	@test '$(RUNS)' -ge 1 2>/dev/null || { echo "make bench: RUNS is '$(RUNS)'; a whole number from 1 is allowed" >&2; exit 2; }

format: build-tools ## formats the Java sources
	$(MVN) formatter:format

clean: build-tools ## removes what was built
	$(MVN) clean

.PHONY: help build-tools demo play check player install uninstall dist test plays mutations test-browser images training verify-reproducible docker push deploy states undeploy test-images busybox test-cluster test-releases torture bench bench-runs format clean
