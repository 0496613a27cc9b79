namespace KubeEmulator.Nodes.Stages.Templates;

/// <summary>A template that cannot be read, or that fails while it renders; the message begins with the line.</summary>
internal sealed class TemplateException(string message) : Exception(message);
