namespace KubeEmulator.Values;

/// <summary>A place in a YAML text, all counted from 0 and in characters.</summary>
internal readonly record struct YamlMark(int Index, int Line, int Column);
