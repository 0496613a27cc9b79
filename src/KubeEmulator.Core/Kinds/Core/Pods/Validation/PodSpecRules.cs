using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A pod spec, in pods and in templates, in the order of core's <c>ValidatePodSpec</c>.</summary>
internal static class PodSpecRules
{
    /// <summary>Checks the spec. <paramref name="metadata"/> is that of a pod, or empty for a template.</summary>
    public static void Check(FieldErrors errors, FieldPath path, MapValue spec, MapValue metadata, PodRuleOptions options)
    {
        if (spec["terminationGracePeriodSeconds"].IsNullOrAbsent())
        {
            errors.Required(path.Child("terminationGracePeriodSeconds"));
        }

        Containers(errors, path, spec, metadata, options);
        if (spec.Bool("hostNetwork") == true)
        {
            PortRules.HostNetwork(errors, path, spec, options.IsPod);
        }

        Policies(errors, path, spec);
        SecurityContextRules.Pod(errors, path.Child("securityContext"), spec, options);
        AffinityRules.Check(errors, path.Child("affinity"), spec.Map("affinity"), options);
        DnsRules.Config(errors, path.Child("dnsConfig"), spec);
        Gates(errors, path, spec);
        TopologySpreadRules.Check(errors, path.Child("topologySpreadConstraints"), spec, options);
        WindowsOptionRules.HostProcess(errors, path, spec);
        HostUsers(errors, path, spec, options);
        DnsRules.HostnameOverride(errors, path.Child("hostnameOverride"), spec);
        Names(errors, path, spec);
        Late(errors, path, spec, options);
    }

    private static void Containers(FieldErrors errors, FieldPath path, MapValue spec, MapValue metadata, PodRuleOptions options)
    {
        var volumes = VolumeRules.Check(errors, path.Child("volumes"), spec.List("volumes"), metadata.StringOrEmpty("name"), options);
        var claims = spec.Maps("resourceClaims").Select(c => c.StringOrEmpty("name")).Where(n => n.Length > 0).ToHashSet(StringComparer.Ordinal);
        PodResourceClaimRules.Check(errors, path.Child("resourceClaims"), spec, metadata);
        var scope = new ContainerScope(errors, options, volumes, claims, spec.Integer("terminationGracePeriodSeconds"), spec.StringOrEmpty("restartPolicy"), spec.Bool("hostUsers") != false);
        var (regular, init) = (spec.Maps("containers").ToArray(), spec.Maps("initContainers").ToArray());
        ContainerRules.Regular(scope, path.Child("containers"), regular);
        ContainerRules.Init(scope, path.Child("initContainers"), init, regular);
        EphemeralContainerRules.Check(scope, path.Child("ephemeralContainers"), [.. spec.Maps("ephemeralContainers")], regular.Concat(init));
        PodResourceRules.Check(errors, path.Child("resources"), spec, claims, options);
    }

    private static void Policies(FieldErrors errors, FieldPath path, MapValue spec)
    {
        if (errors.Present(path.Child("restartPolicy"), spec.StringOrEmpty("restartPolicy")))
        {
            errors.OneOf(path.Child("restartPolicy"), spec.StringOrEmpty("restartPolicy"), "Always", "OnFailure", "Never");
        }

        DnsRules.Policy(errors, path.Child("dnsPolicy"), spec.StringOrEmpty("dnsPolicy"));
        LabelSelectorRules.CheckLabels(errors, path.Child("nodeSelector"), spec.Map("nodeSelector"));
    }

    private static void Gates(FieldErrors errors, FieldPath path, MapValue spec)
    {
        var index = 0;
        foreach (var gate in spec.Maps("readinessGates"))
        {
            var condition = gate.StringOrEmpty("conditionType");
            errors.Faults(path.Child("readinessGates").Index(index++).Child("conditionType"), condition, NameRules.CheckQualifiedName(condition));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        index = 0;
        foreach (var gate in spec.Maps("schedulingGates"))
        {
            var (at, name) = (path.Child("schedulingGates").Index(index++), gate.StringOrEmpty("name"));
            errors.Faults(at, name, NameRules.CheckQualifiedName(name));
            if (!seen.Add(name))
            {
                errors.Duplicate(at, name);
            }
        }
    }

    private static void HostUsers(FieldErrors errors, FieldPath path, MapValue spec, PodRuleOptions options)
    {
        if (spec.Bool("hostUsers") != false)
        {
            return;
        }

        // Two of the paths are upstream's Go names.
        foreach (var (member, shown) in (ReadOnlySpan<(string, string)>)[("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC")])
        {
            if (spec.Bool(member) == true)
            {
                errors.Forbidden(path.Child(shown), "when `hostUsers` is false");
            }
        }

        foreach (var (container, at) in options.AllowUserNamespacesWithVolumeDevices ? [] : PodContainers.Visit(spec, path))
        {
            if (container.List("volumeDevices") is { Count: > 0 })
            {
                errors.Forbidden(at.Child("volumeDevices"), "when `hostUsers` is false");
            }
        }
    }

    private static void Names(FieldErrors errors, FieldPath path, MapValue spec)
    {
        Name(errors, path, spec, "serviceAccountName", v => NameRules.CheckDns1123Subdomain(v));
        Name(errors, path, spec, "nodeName", v => NameRules.CheckDns1123Subdomain(v));
        if (spec.Integer("activeDeadlineSeconds") is { } deadline)
        {
            errors.Faults(path.Child("activeDeadlineSeconds"), deadline, TextRules.CheckRange(deadline, 1, int.MaxValue));
        }

        Name(errors, path, spec, "hostname", v => NameRules.CheckDns1123Label(v));
        Name(errors, path, spec, "subdomain", v => NameRules.CheckDns1123Label(v));
        TolerationRules.Check(errors, path.Child("tolerations"), spec.List("tolerations"));
        DnsRules.HostAliases(errors, path.Child("hostAliases"), spec);
        Name(errors, path, spec, "priorityClassName", v => NameRules.CheckDns1123Subdomain(v));
        if (spec.String("runtimeClassName") is { } runtime)
        {
            errors.Subdomain(path.Child("runtimeClassName"), runtime);
        }
    }

    private static void Late(FieldErrors errors, FieldPath path, MapValue spec, PodRuleOptions options)
    {
        if (spec.String("preemptionPolicy") is { } preemption && errors.Present(path.Child("preemptionPolicy"), preemption))
        {
            errors.OneOf(path.Child("preemptionPolicy"), preemption, "PreemptLowerPriority", "Never");
        }

        if (spec.Map("overhead") is { } overhead)
        {
            ResourceRules.Container(errors, path.Child("overhead"), MapValue.Of(("limits", overhead)), new HashSet<string>(), options.AllowIndivisibleHugePages);
        }

        WindowsOptionRules.OperatingSystem(errors, path, spec);
        var volumes = spec.Maps("volumes").GroupBy(v => v.StringOrEmpty("name"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        foreach (var (container, at) in PodContainers.Visit(spec, path))
        {
            FileKeys(errors, at.Child("env"), container, volumes);
        }
    }

    private static void FileKeys(FieldErrors errors, FieldPath path, MapValue container, Dictionary<string, MapValue> volumes)
    {
        var index = 0;
        foreach (var variable in container.Maps("env"))
        {
            var at = path.Index(index++).Child("valueFrom").Child("fileKeyRef").Child("volumeName");
            if (variable.Map("valueFrom")?.Map("fileKeyRef") is not { } reference)
            {
                continue;
            }

            var name = reference.StringOrEmpty("volumeName");
            if (!volumes.TryGetValue(name, out var volume))
            {
                errors.NotFound(at, name);
            }
            else if (volume.Map("emptyDir") is null)
            {
                errors.Invalid(at, name, "referenced volume must be of type emptyDir");
            }
        }
    }

    private static void Name(FieldErrors errors, FieldPath path, MapValue spec, string member, Func<string, IReadOnlyList<string>> check)
    {
        if (spec.StringOrEmpty(member) is { Length: > 0 } name)
        {
            errors.Faults(path.Child(member), name, check(name));
        }
    }
}
