using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Containers of a pod spec: regular and init ones (core <c>validateContainers</c>, <c>validateInitContainers</c>).</summary>
internal static class ContainerRules
{
    /// <summary>The regular containers: at least one.</summary>
    public static void Regular(ContainerScope scope, FieldPath path, IReadOnlyList<MapValue> containers)
    {
        if (containers.Count == 0)
        {
            scope.Errors.Required(path);
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
        {
            var (at, container) = (path.Index(i), containers[i]);
            Common(scope, at, container);
            if (!names.Add(container.StringOrEmpty("name")))
            {
                scope.Errors.Duplicate(at.Child("name"), container.StringOrEmpty("name"));
            }

            LifecycleRules.Lifecycle(scope.Errors, at.Child("lifecycle"), container.Map("lifecycle"), scope.Grace);
            ProbeRules.All(scope.Errors, at, container, scope.Grace);
            LifecycleRules.RestartPolicy(scope.Errors, at, container);
        }

        PortRules.UniqueHostPorts(scope.Errors, path, containers);
    }

    /// <summary>The init containers; those that restart always are sidecars and may do what regular ones do.</summary>
    public static void Init(ContainerScope scope, FieldPath path, IReadOnlyList<MapValue> containers, IReadOnlyList<MapValue> regular)
    {
        var names = regular.Select(c => c.StringOrEmpty("name")).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
        {
            var (at, container, name) = (path.Index(i), containers[i], containers[i].StringOrEmpty("name"));
            Common(scope, at, container);
            LifecycleRules.InitRestartPolicy(scope.Errors, at, container);
            if (names.Contains(name))
            {
                scope.Errors.Duplicate(at.Child("name"), name);
            }
            else if (name.Length > 0)
            {
                names.Add(name);
            }

            PortRules.UniqueHostPorts(scope.Errors, path, [container]);
            if (container.String("restartPolicy") == "Always")
            {
                LifecycleRules.Lifecycle(scope.Errors, at.Child("lifecycle"), container.Map("lifecycle"), scope.Grace);
                ProbeRules.All(scope.Errors, at, container, scope.Grace);
            }
            else
            {
                NotForInit(scope.Errors, at, container);
            }
        }
    }

    /// <summary>What holds for containers of all sorts.</summary>
    public static void Common(ContainerScope scope, FieldPath path, MapValue container)
    {
        var (errors, name) = (scope.Errors, container.StringOrEmpty("name"));
        if (errors.Present(path.Child("name"), name))
        {
            errors.Label(path.Child("name"), name);
        }

        errors.Present(path.Child("image"), container.StringOrEmpty("image"));
        if (errors.Present(path.Child("terminationMessagePolicy"), container.StringOrEmpty("terminationMessagePolicy")))
        {
            errors.OneOf(path.Child("terminationMessagePolicy"), container.StringOrEmpty("terminationMessagePolicy"), "File", "FallbackToLogsOnError");
        }

        PortRules.Ports(errors, path.Child("ports"), container);
        EnvRules.Env(errors, path.Child("env"), container);
        EnvRules.EnvFrom(errors, path.Child("envFrom"), container);
        MountRules.Mounts(errors, path.Child("volumeMounts"), container, scope.Volumes);
        MountRules.Devices(errors, path.Child("volumeDevices"), container, scope.Volumes);
        PullPolicy(errors, path.Child("imagePullPolicy"), container.StringOrEmpty("imagePullPolicy"));
        ResourceRules.Container(errors, path.Child("resources"), container.Map("resources"), scope.Claims, scope.Options.AllowIndivisibleHugePages);
        ResizePolicy(errors, path.Child("resizePolicy"), container, scope.RestartPolicy);
        SecurityContextRules.Container(errors, path.Child("securityContext"), container.Map("securityContext"), scope.HostUsers);
    }

    /// <summary>When an image is pulled.</summary>
    public static void PullPolicy(FieldErrors errors, FieldPath path, string policy)
    {
        if (errors.Present(path, policy))
        {
            errors.OneOf(path, policy, "Always", "IfNotPresent", "Never");
        }
    }

    /// <summary>What holds for pods but not for the templates in workloads.</summary>
    public static void OnlyForPods(FieldErrors errors, FieldPath path, MapValue container)
    {
        var image = container.StringOrEmpty("image");
        if (image.Trim().Length != image.Length)
        {
            errors.Invalid(path.Child("image"), image, "must not have leading or trailing whitespace");
        }
    }

    private static void NotForInit(FieldErrors errors, FieldPath path, MapValue container)
    {
        foreach (var member in (ReadOnlySpan<string>)["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container.Map(member) is not null)
            {
                errors.Forbidden(path.Child(member), "may not be set for init containers without restartPolicy=Always");
            }
        }

        var index = 0;
        foreach (var policy in container.Maps("resizePolicy"))
        {
            var at = path.Child("resizePolicy").Index(index++).Child("restartPolicy");
            if (policy.String("restartPolicy") == "RestartContainer")
            {
                errors.Invalid(at, "RestartContainer", "must not be set to 'RestartContainer' for non-sidecar initContainers");
            }
        }
    }

    private static void ResizePolicy(FieldErrors errors, FieldPath path, MapValue container, string podRestartPolicy)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var policy in container.Maps("resizePolicy"))
        {
            var (resource, restart) = (policy.StringOrEmpty("resourceName"), policy.StringOrEmpty("restartPolicy"));
            if (!seen.Add(resource))
            {
                errors.Duplicate(path.Index(index), resource);
            }

            index++;
            if (errors.Present(path, resource))
            {
                errors.OneOf(path, resource, "cpu", "memory");
            }

            if (errors.Present(path, restart))
            {
                errors.OneOf(path, restart, "NotRequired", "RestartContainer");
            }

            if (podRestartPolicy == "Never" && restart != "NotRequired")
            {
                errors.Invalid(path, restart, "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
            }
        }
    }
}
