using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Amounts of resources: requests, limits, overheads (core <c>validateResourceRequirements</c>).</summary>
internal static class ResourceRules
{
    /// <summary>Checks the name of a resource.</summary>
    public delegate void NameCheck(FieldErrors errors, FieldPath path, string name);

    /// <summary>Requests and limits of a container. <paramref name="claims"/> are the names in the pod's resourceClaims.</summary>
    public static void Container(FieldErrors errors, FieldPath path, MapValue? requirements, IReadOnlySet<string> claims, bool allowIndivisibleHugePages = false) =>
        Requirements(errors, path, requirements, ContainerName, claims, allowIndivisibleHugePages);

    /// <summary>Requests and limits of a pod as a whole.</summary>
    public static void Pod(FieldErrors errors, FieldPath path, MapValue? requirements, IReadOnlySet<string> claims, bool allowIndivisibleHugePages = false) =>
        Requirements(errors, path, requirements, PodName, claims, allowIndivisibleHugePages);

    /// <summary>One amount: not negative, and whole where the resource comes in pieces.</summary>
    public static void Amount(FieldErrors errors, FieldPath path, string resource, Quantity amount)
    {
        errors.NonNegative(path, amount);
        if (ResourceNames.IsInteger(resource) && amount.MilliValue % 1000 != 0)
        {
            errors.Invalid(path, amount.ToString(), "must be an integer");
        }
    }

    /// <summary>The name of any resource.</summary>
    public static void Name(FieldErrors errors, FieldPath path, string name)
    {
        var faults = NameRules.CheckQualifiedName(name);
        errors.Faults(path, name, faults);
        if (faults.Count == 0 && !name.Contains('/', StringComparison.Ordinal) && !ResourceNames.IsStandard(name))
        {
            errors.Invalid(path, name, "must be a standard resource type or fully qualified");
        }
    }

    /// <summary>The name of a resource that containers ask for.</summary>
    public static void ContainerName(FieldErrors errors, FieldPath path, string name)
    {
        Name(errors, path, name);
        if (!name.Contains('/', StringComparison.Ordinal))
        {
            if (!ResourceNames.IsStandardContainer(name))
            {
                errors.Invalid(path, name, "must be a standard resource for containers");
            }
        }
        else if (!ResourceNames.IsNative(name) && !ResourceNames.IsExtended(name))
        {
            errors.Invalid(path, name, "doesn't follow extended resource name standard");
        }
    }

    /// <summary>The name of a resource that pods as a whole ask for.</summary>
    public static void PodName(FieldErrors errors, FieldPath path, string name)
    {
        var before = errors.Count;
        Name(errors, path, name);
        if (errors.Count == before && !ResourceNames.IsPodLevel(name))
        {
            errors.NotSupported(path, name, "cpu", "hugepages-", "memory");
        }
    }

    private static void Requirements(FieldErrors errors, FieldPath path, MapValue? requirements, NameCheck checkName, IReadOnlySet<string> claims, bool allowIndivisibleHugePages)
    {
        if (requirements is null)
        {
            return;
        }

        var limits = requirements.Map("limits") ?? MapValue.Empty;
        var requests = requirements.Map("requests") ?? MapValue.Empty;
        foreach (var (name, value) in limits)
        {
            Entry(errors, path.Child("limits").Key(name), name, Quantity.From(value) ?? Quantity.Zero, checkName, null, allowIndivisibleHugePages);
        }

        foreach (var (name, value) in requests)
        {
            var amount = Quantity.From(value) ?? Quantity.Zero;
            Entry(errors, path.Child("requests").Key(name), name, amount, checkName, () => AgainstLimit(errors, path, name, amount, limits), allowIndivisibleHugePages);
        }

        var names = limits.Keys.ToArray().Concat(requests.Keys.ToArray()).ToList();
        if (names.Exists(ResourceNames.IsHugePages) && !names.Exists(n => n is "cpu" or "memory"))
        {
            errors.Forbidden(path, "HugePages require cpu or memory");
        }

        ResourceClaimNameRules.Check(errors, path.Child("claims"), requirements.List("claims"), claims);
    }

    private static void Entry(FieldErrors errors, FieldPath path, string name, Quantity amount, NameCheck checkName, Action? compare, bool allowIndivisibleHugePages)
    {
        checkName(errors, path, name);
        Amount(errors, path, name, amount);
        compare?.Invoke();
        if (!allowIndivisibleHugePages && ResourceNames.IsHugePages(name) && !ResourceNames.IsDivisibleByPageSize(name, amount))
        {
            errors.Invalid(path, amount.ToString(), $"{amount} is not positive integer multiple of {name}");
        }
    }

    private static void AgainstLimit(FieldErrors errors, FieldPath path, string name, Quantity amount, MapValue limits)
    {
        if (Quantity.From(limits[name]) is not { } limit)
        {
            if (!ResourceNames.IsOvercommitAllowed(name))
            {
                errors.Required(path.Child("limits"), "Limit must be set for non overcommitable resources");
            }
        }
        else if (amount != limit && !ResourceNames.IsOvercommitAllowed(name))
        {
            errors.Invalid(path.Child("requests"), amount.ToString(), $"must be equal to {name} limit of {limit}");
        }
        else if (amount > limit)
        {
            errors.Invalid(path.Child("requests"), amount.ToString(), $"must be less than or equal to {name} limit of {limit}");
        }
    }
}
