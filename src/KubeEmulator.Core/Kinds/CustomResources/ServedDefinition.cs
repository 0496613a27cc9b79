using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// What one established definition serves. Any change of its spec or names serves it anew and ends the watches of before, as
/// upstream's <c>customresource_handler.go</c> does when it tears down a storage.
/// </summary>
internal sealed class ServedDefinition : IDisposable
{
    private readonly CancellationTokenSource _withdrawn = new();
    private readonly string _uid;
    private readonly Value? _spec;
    private readonly MapValue _names;

    private ServedDefinition(KubeObject stored, ClusterServices services)
    {
        var definition = new Definition(stored.Root);
        (_uid, _spec, _names) = (stored.Metadata.Uid, stored.Root["spec"], definition.AcceptedNames);
        Types = CustomResourceTypes.Of(definition, services, _withdrawn.Token);
    }

    public IReadOnlyList<ResourceType> Types { get; }

    public static ServedDefinition Of(KubeObject stored, ClusterServices services) => new(stored, services);

    public bool IsOf(KubeObject stored) =>
        stored.Metadata.Uid == _uid && Equals(stored.Root["spec"], _spec) && new Definition(stored.Root).AcceptedNames.Equals(_names);

    public void Withdraw() => _withdrawn.Cancel();

    public void Dispose() => _withdrawn.Dispose();
}
