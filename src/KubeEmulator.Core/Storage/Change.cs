using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>One change of one object.</summary>
/// <param name="Revision">The commit's revision; changes of one commit share it.</param>
/// <param name="Type">What happened.</param>
/// <param name="Key">Where.</param>
/// <param name="Object">The object as stored; for a deletion its last state with the deletion's revision.</param>
/// <param name="Previous">What was stored before; <c>null</c> for <see cref="ChangeType.Added"/>.</param>
public readonly record struct Change(long Revision, ChangeType Type, ObjectKey Key, KubeObject Object, KubeObject? Previous);
