using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Request options as the documents that admission sees.</summary>
internal static class OptionDocuments
{
    public static MapValue Of(string kind, WriteOptions options)
    {
        var document = Start(kind);
        AddDryRun(document, options.DryRun);
        if (options.FieldManager is { Length: > 0 } manager)
        {
            document["fieldManager"] = manager;
        }

        if (options.FieldValidation != FieldValidation.Warn)
        {
            document["fieldValidation"] = options.FieldValidation.ToString();
        }

        return document.Build();
    }

    public static MapValue Of(DeleteOptions options)
    {
        var document = Start("DeleteOptions");
        if (options.GracePeriodSeconds is { } grace)
        {
            document["gracePeriodSeconds"] = grace;
        }

        if (options.PreconditionUid is not null || options.PreconditionResourceVersion is not null)
        {
            var preconditions = new MapBuilder();
            if (options.PreconditionUid is { } uid)
            {
                preconditions["uid"] = uid;
            }

            if (options.PreconditionResourceVersion is { } version)
            {
                preconditions["resourceVersion"] = version;
            }

            document["preconditions"] = preconditions.Build();
        }

        if (options.OrphanDependents is { } orphan)
        {
            document["orphanDependents"] = orphan;
        }

        if (options.PropagationPolicy is { } policy)
        {
            document["propagationPolicy"] = policy;
        }

        AddDryRun(document, options.DryRun);
        return document.Build();
    }

    private static MapBuilder Start(string kind) => new() { { "kind", kind }, { "apiVersion", "meta.k8s.io/v1" } };

    private static void AddDryRun(MapBuilder document, bool dryRun)
    {
        if (dryRun)
        {
            document["dryRun"] = ListValue.Of("All");
        }
    }
}
