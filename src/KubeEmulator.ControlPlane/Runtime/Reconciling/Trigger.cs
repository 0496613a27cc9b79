using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Runtime;

/// <summary>Which changes make a controller look at which keys.</summary>
/// <param name="Resource">The resource followed; null for all.</param>
/// <param name="Keys">The keys behind a change. At start every existing object is shown as <see cref="ChangeType.Added"/>.</param>
public sealed record Trigger(GroupResource? Resource, Func<TriggerContext, Change, IEnumerable<ReconcileKey>> Keys)
{
    /// <summary>The changed object itself.</summary>
    public static Trigger On(string group, string resource) =>
        new(new GroupResource(group, resource), static (_, change) => [ReconcileKey.Of(change.Object)]);

    /// <summary>The changed object itself, where a change matters.</summary>
    public static Trigger On(string group, string resource, Func<Change, bool> matters) =>
        new(new GroupResource(group, resource), (_, change) => matters(change) ? [ReconcileKey.Of(change.Object)] : []);

    /// <summary>The controller owner of the changed object (and the one it had before), where that is of the given kind.</summary>
    public static Trigger OnOwned(string group, string resource, string ownerApiVersion, string ownerKind) =>
        new(new GroupResource(group, resource), (_, change) => Owners(change, ownerApiVersion, ownerKind));

    /// <summary>Whatever keys a function finds.</summary>
    public static Trigger Mapped(string group, string resource, Func<TriggerContext, Change, IEnumerable<ReconcileKey>> keys) =>
        new(new GroupResource(group, resource), keys);

    // Of the many controllers that follow pods, a change matters to one: the others shall cost nothing.
    private static ReconcileKey[] Owners(Change change, string apiVersion, string kind)
    {
        var owner = Owner(change.Object, apiVersion, kind);
        var before = change.Previous is { } previous ? Owner(previous, apiVersion, kind) : null;
        ReconcileKey? lost = before is not null && before != owner ? new ReconcileKey(change.Previous!.Namespace, before) : null;
        return owner is null
            ? (lost is { } only ? [only] : [])
            : lost is { } other ? [new ReconcileKey(change.Object.Namespace, owner), other] : [new ReconcileKey(change.Object.Namespace, owner)];
    }

    private static string? Owner(KubeObject stored, string apiVersion, string kind) =>
        stored.Metadata.Controller is { } owner && owner.Kind == kind && owner.ApiVersion == apiVersion ? owner.Name : null;
}
