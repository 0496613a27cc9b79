using KubeEmulator.Objects;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// What is special about a kind. The base class is a kind with nothing special; override what differs.
/// Documents are whole objects (apiVersion, kind, metadata, ...). Prepare and validate see the storage version (those of custom
/// resources the version of the request).
/// Methods are pure: they return an edited document and touch nothing else, except through <see cref="WriteContext"/>.
/// The order of steps is that of upstream's <c>registry/rest/create.go</c> and <c>update.go</c>.
/// </summary>
public abstract class KindBehavior
{
    /// <summary>Whether an update of a missing object creates it.</summary>
    public virtual bool AllowsCreateOnUpdate => false;

    /// <summary>Whether an update without resourceVersion is accepted.</summary>
    public virtual bool AllowsUnconditionalUpdate => true;

    /// <summary>Whether the server keeps <c>metadata.generation</c>: 1 on create, one more when <see cref="GenerationChanges"/>.</summary>
    public virtual bool TracksGeneration => false;

    /// <summary>Whether a finished deletion answers with the object rather than with a Status.</summary>
    public virtual bool ReturnsDeletedObject => false;

    /// <summary>Whether objects are stored; reviews and the like are answered and forgotten (<see cref="CreateVirtualAsync"/>).</summary>
    public virtual bool IsStored => true;

    /// <summary>What happens to dependents of an object deleted without a word about them: <c>Background</c>, <c>Foreground</c> or <c>Orphan</c>.</summary>
    public virtual string DefaultPropagation(ResourceType type) => "Background";

    /// <summary>The faults of a name (or, with <paramref name="prefix"/>, of a generateName), in Kubernetes' words; none when it is fine.</summary>
    public virtual IReadOnlyList<string> NameFaults(string name, bool prefix) => NameRules.CheckDns1123Subdomain(prefix ? NameRules.MaskTrailingDash(name) : name);

    /// <summary>The faults of a name, for kinds whose names follow from what the object says; the default looks at the name alone.</summary>
    public virtual IReadOnlyList<string> NameFaults(MapValue document, string name, bool prefix) => NameFaults(name, prefix);

    /// <summary>Brings a parsed document into the form in which the kind is stored and served; unknown fields go.</summary>
    internal virtual DecodeOutcome Decode(MapValue document, ResourceType type, IReadOnlyCollection<string> duplicates, MapValue? known = null) =>
        KeepingReset(document, TypedDecoder.Decode(document, type.Schema, duplicates, known));

    /// <summary>As <see cref="Decode"/>, for what a strategic merge or an apply made of a stored object.</summary>
    internal virtual DecodeOutcome DecodeMerged(MapValue document, ResourceType type) => KeepingReset(document, TypedDecoder.DecodeReflected(document, type.Schema));

    /// <summary>
    /// Whether the kind looks at the metadata of a new object itself. Where it does not, they are looked at after all else, and only
    /// where nothing else is wrong.
    /// </summary>
    internal virtual bool JudgesMetadata => true;

    /// <summary>Fills defaults in a document of the given version; applied to every decoded body and after every patch.</summary>
    public virtual MapValue Default(MapValue document, string version) => document;

    /// <summary>The same for an object that is stored and was edited: a part that is still the stored one has its defaults.</summary>
    internal virtual MapValue Default(MapValue document, string version, MapValue? known) => Default(document, version);

    /// <summary>Turns a document of a served version into the storage version.</summary>
    public virtual MapValue ToStorage(MapValue document, ResourceType type) => document;

    /// <summary>Turns a stored document into a served version.</summary>
    public virtual MapValue FromStorage(MapValue document, ResourceType type) => document;

    /// <summary>
    /// Takes what must be unique in the cluster (addresses, ports) from <see cref="WriteContext.Snapshot"/>, before prepare and
    /// validate; what it adds to <see cref="WriteContext.AlsoWrite"/> is committed with the object. Called anew on each retry.
    /// <paramref name="old"/> is null on create.
    /// </summary>
    public virtual MapValue Allocate(WriteContext context, MapValue document, KubeObject? old) => document;

    /// <summary>Adds writes that release what a deleted object held; they go into the commit that removes it.</summary>
    public virtual void Release(WriteContext context, KubeObject deleted)
    {
    }

    /// <summary>Clears and sets the fields that the server owns on create.</summary>
    public virtual MapValue PrepareForCreate(WriteContext context, MapValue document) => document;

    /// <summary>Clears and keeps the fields that the server owns on update of the main resource.</summary>
    public virtual MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) => document;

    /// <summary>Whether an update changes what the generation counts; the default is anything but metadata and status.</summary>
    public virtual bool GenerationChanges(MapValue document, KubeObject old) => Generations.SpecChanges(document, old.Root);

    /// <summary>All faults of a new object, metadata apart.</summary>
    public virtual void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
    }

    /// <summary>All faults of a changed object, metadata apart.</summary>
    public virtual void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) => Validate(context, document, errors);

    /// <summary>What to warn a client about that writes this; <paramref name="old"/> is null on create.</summary>
    public virtual void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
    }

    /// <summary>How the named subresource is updated; null for those that are not updated in place.</summary>
    public virtual SubresourceBehavior? Subresource(string name) => name == "status" ? StatusBehavior.Default : null;

    /// <summary>What a POST to the named subresource does (binding, eviction, token); null where there is none.</summary>
    public virtual SubresourceAction? Action(string name) => null;

    /// <summary>How <c>scale</c> maps to the object; null for kinds without it.</summary>
    public virtual ScaleMapping? Scale(ResourceType type) => null;

    /// <summary>
    /// How long the object may take to end when deleted: null ends at once, otherwise seconds (upstream's CheckGracefulDelete).
    /// <paramref name="requested"/> is what the client asked for.
    /// </summary>
    public virtual long? GracePeriod(KubeObject stored, long? requested) => null;

    /// <summary>Refuses or changes a deletion before it begins (the last look before finalizers are considered).</summary>
    public virtual KubeObject PrepareForDelete(WriteContext context, KubeObject stored) => stored;

    /// <summary>As above, for a kind that also looks at what the client asked for.</summary>
    public virtual KubeObject PrepareForDelete(WriteContext context, KubeObject stored, DeleteOptions options) => PrepareForDelete(context, stored);

    /// <summary>What to warn a client about that deletes, whether or not there is anything to delete.</summary>
    public virtual void WarnOnDelete(DeleteOptions options, Action<string> warn)
    {
    }

    /// <summary>Whether an update that leaves no finalizers and a past deletion ends the object; namespaces also look at <c>spec.finalizers</c>.</summary>
    public virtual bool MayEndAfterUpdate(KubeObject updated) => true;

    /// <summary>
    /// The text of a field that field selectors may name (the names are in <see cref="ResourceType.SelectableFields"/>); the default
    /// reads the label as a path.
    /// </summary>
    public virtual string SelectableField(KubeObject stored, string label) => stored.Root.At(label.Split('.')) switch
    {
        StringValue text => text.Text,
        BoolValue flag => flag.Value ? "true" : "false",
        NumberValue number => number.Text,
        _ => "",
    };

    /// <summary>The 400 for a field label that the kind does not offer.</summary>
    public virtual string UnsupportedFieldMessage(ResourceType type, string label) => type.IsCustom || type.SelectableFields.Any(f => f is not ("metadata.name" or "metadata.namespace"))
        ? $"field label not supported: {label}"
        : $"\"{label}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";

    /// <summary>The table columns' cells of one object; null takes the default table (name and creation time).</summary>
    public virtual TableColumns? Columns => null;

    /// <summary>Fields never owned by apply or update on the given subresource (upstream's GetResetFields), as dotted paths from the root.</summary>
    public virtual IReadOnlyList<string> ResetFields(string subresource) => [];

    /// <summary>
    /// The only fields that writes through the subresource may own, as dotted paths (<c>*</c> stands for any key or item); null
    /// for all but <see cref="ResetFields"/>.
    /// </summary>
    public virtual IReadOnlyList<string>? OwnableFields(string subresource) => null;

    /// <summary>How documents turn into other versions for the merge of owners; null for kinds of one version.</summary>
    internal virtual DocumentConverter? ConvertForOwnership(ResourceType type) => null;

    /// <summary>
    /// Called after a write of an object of the kind was committed, before the caller gets its answer; <paramref name="stored"/> is
    /// null where the object is gone. What follows from the object for the server itself (what is served) happens here.
    /// </summary>
    public virtual ValueTask CommittedAsync(ClusterServices services, ObjectKey key, KubeObject? stored) => ValueTask.CompletedTask;

    /// <summary>Answers a create of a kind that is not stored.</summary>
    public virtual ValueTask<MapValue> CreateVirtualAsync(WriteContext context, MapValue document) =>
        throw new NotSupportedException($"{GetType().Name} stores its objects");

    /// <summary>The metadata where it is shown alone or in a Table's row; upstream shows that of its internal type.</summary>
    public virtual MapValue MetadataAlone(KubeObject stored) => stored.Metadata.Root;

    /// <summary>The kind that a refused object's Status names: that of the stored version's group.</summary>
    public virtual GroupKind InvalidKind(ResourceType type) => new(type.Group, type.Kind);

    /// <summary>What is done to an object after it was found valid (upstream's Canonicalize, and defaults that only the stored form gets).</summary>
    public virtual MapValue Canonicalize(MapValue document) => document;

    /// <summary>Whether a stored object is shown under this resource; those that show another resource's objects may leave some out.</summary>
    public virtual bool Shows(KubeObject stored, ClusterServices services) => true;

    /// <summary>Changes a document as it is read (what upstream calls a Decorator); most kinds do not.</summary>
    public virtual KubeObject Decorate(KubeObject stored, ClusterServices services) => stored;

    // Empty lists go, but empty managedFields ask to forget all owners; whoever tracks owners takes them away.
    private static DecodeOutcome KeepingReset(MapValue sent, DecodeOutcome decoded) =>
        sent.Map("metadata")?.List("managedFields") is { Count: 0 } reset && decoded.Document?.Map("metadata") is { } metadata
            ? decoded with { Document = decoded.Document.With("metadata", metadata.With("managedFields", reset)) }
            : decoded;
}
