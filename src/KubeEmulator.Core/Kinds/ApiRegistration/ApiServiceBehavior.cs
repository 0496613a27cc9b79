using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>APIServices. Upstream: <c>kube-aggregator/pkg/registry/apiservice/strategy.go</c> and <c>apis/apiregistration/validation</c>.</summary>
internal sealed class ApiServiceBehavior : KindBehavior
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly CheckedStatusOnly StatusWrites = new(ValidateStatus, checksMetadata: true);

    public override TableColumns Columns => ApiServiceColumns.Instance;

    public override bool AllowsUnconditionalUpdate => false;

    // The name is version.group.
    public override IReadOnlyList<string> NameFaults(MapValue document, string name, bool prefix)
    {
        var wanted = $"{document.StringAt("spec", "version")}.{document.StringAt("spec", "group")}";
        return NameRules.CheckPathSegment(name) is { Count: > 0 } faults ? faults
            : name == wanted ? []
            : [$"must be `spec.version+\".\"+spec.group`: {GoText.Quote(wanted)}"];
    }

    public override SubresourceBehavior? Subresource(string name) => name == "status" ? StatusWrites : null;

    public override MapValue Default(MapValue document, string version) =>
        document.EditMap("spec", spec => spec.EditMap("service", service => service.WithDefault("port", 443)));

    public override IReadOnlyList<string> ResetFields(string subresource) => subresource == "status" ? ["spec", "metadata"] : ["status"];

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) => IsLocal(document)
        ? document.With("status", MapValue.Of(("conditions", ListValue.Of(LocalCondition(context.Now)))))
        : document.With("status", MapValue.Empty);

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) => document.WithOptional("status", old.Root["status"]);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        ValidateGroup(spec.StringOrEmpty("group"), spec.StringOrEmpty("version"), errors);
        ValidatePriority(spec, "groupPriorityMinimum", 20000, errors);
        ValidatePriority(spec, "versionPriority", 1000, errors);
        if (spec.Map("service") is { } service)
        {
            ValidateService(spec, service, errors);
        }
        else
        {
            ValidateLocal(spec, errors);
        }
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.UpdatePlainly(errors, document, old);
        ObjectMetaRules.AsNewPlainly(errors, context, document);
        Validate(context, document, errors);
    }

    public override ValueTask CommittedAsync(ClusterServices services, ObjectKey key, KubeObject? stored) =>
        stored?.Spec.Map("service") is null ? ValueTask.CompletedTask : ServiceAvailability.NoteAsync(services, stored);

    private static void ValidateStatus(FieldErrors errors, MapValue document)
    {
        var path = FieldPath.Of("status", "conditions");
        var index = 0;
        foreach (var condition in document.Map("status")?.Maps("conditions") ?? [])
        {
            errors.OneOf(path.Index(index++).Child("status"), condition.StringOrEmpty("status"), "True", "False", "Unknown");
        }
    }

    private static void ValidateGroup(string group, string version, FieldErrors errors)
    {
        if (group.Length == 0 && version != "v1")
        {
            errors.Required(Spec.Child("group"), "only v1 may have an empty group and it better be legacy kube");
        }

        foreach (var fault in group.Length > 0 ? NameRules.CheckDns1123Subdomain(group) : [])
        {
            errors.Invalid(Spec.Child("group"), group, fault);
        }

        foreach (var fault in NameRules.CheckDns1035Label(version))
        {
            errors.Invalid(Spec.Child("version"), version, fault);
        }
    }

    private static void ValidatePriority(MapValue spec, string field, long most, FieldErrors errors)
    {
        var priority = spec.Integer(field) ?? 0;
        if (priority <= 0 || priority > most)
        {
            errors.Invalid(Spec.Child(field), priority, $"must be positive and less than {most}");
        }
    }

    private static void ValidateLocal(MapValue spec, FieldErrors errors)
    {
        if (spec.StringOrEmpty("caBundle") is { Length: > 0 } bundle)
        {
            errors.Invalid(Spec.Child("caBundle"), $"{Convert.FromBase64String(bundle).Length} bytes", "local APIServices may not have a caBundle");
        }

        if (spec.Bool("insecureSkipTLSVerify") == true)
        {
            errors.Invalid(Spec.Child("insecureSkipTLSVerify"), true, "local APIServices may not have insecureSkipTLSVerify");
        }
    }

    private static void ValidateService(MapValue spec, MapValue service, FieldErrors errors)
    {
        var path = Spec.Child("service");
        foreach (var field in (string[])["namespace", "name"])
        {
            if (service.StringOrEmpty(field).Length == 0)
            {
                errors.Required(path.Child(field));
            }
        }

        var port = service.Integer("port") ?? 0;
        if (port is < 1 or > 65535)
        {
            errors.Invalid(path.Child("port"), port, "port is not valid: must be between 1 and 65535, inclusive");
        }

        if (spec.Bool("insecureSkipTLSVerify") == true && spec.StringOrEmpty("caBundle").Length > 0)
        {
            errors.Invalid(Spec.Child("insecureSkipTLSVerify"), true, "may not be true if caBundle is present");
        }
    }

    private static bool IsLocal(MapValue document) => document.Map("spec")?.Map("service") is null;

    private static MapValue LocalCondition(string now) => MapValue.Of(
        ("type", "Available"),
        ("status", "True"),
        ("lastTransitionTime", now),
        ("reason", "Local"),
        ("message", "Local APIServices are always available"));
}
