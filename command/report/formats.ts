export const reportFormats = ["markdown", "html", "json"] as const;
