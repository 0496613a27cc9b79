using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>LimitRanges. Upstream: <c>pkg/registry/core/limitrange/strategy.go</c>, <c>pkg/apis/core/v1/defaults.go</c>.</summary>
internal sealed class LimitRangeBehavior : KindBehavior
{
    public override bool AllowsCreateOnUpdate => true;

    public override MapValue Default(MapValue document, string version) =>
        document.EditMap("spec", spec => spec.EditMaps("limits", limit => limit.StringOrEmpty("type") == "Container" ? DefaultContainer(limit) : limit));

    // The one kind that the server names by itself.
    public override MapValue PrepareForCreate(WriteContext context, MapValue document) => document.StringAt("metadata", "name") is { Length: > 0 }
        ? document
        : document.WithAt(["metadata", "name"], SystemFields.NewUid(context.Services.Random, $"limitrange/{context.Namespace}/{document.StringAt("metadata", "uid")}"));

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        LimitRangeRules.Check(errors, document);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNew(errors, context, document);
        LimitRangeRules.Check(errors, document);
    }

    // default from max; defaultRequest from default, then from min.
    private static MapValue DefaultContainer(MapValue limit)
    {
        limit = Fill(limit, "default", "max");
        limit = Fill(limit, "defaultRequest", "default");
        return Fill(limit, "defaultRequest", "min");
    }

    private static MapValue Fill(MapValue limit, string target, string source)
    {
        if (limit.Map(source) is not { Count: > 0 } from)
        {
            return limit;
        }

        var into = limit.Map(target) ?? MapValue.Empty;
        foreach (var (resource, amount) in from)
        {
            into = into.WithDefault(resource, amount);
        }

        return limit.With(target, into);
    }
}
