// Files that are dropped anywhere on the page. Without this the browser would open one in place of the page.

import { useEffect } from 'preact/hooks';

export function useDroppedFiles(onFiles: (files: File[]) => void): void {
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (isMeant(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!isMeant(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onFiles(files);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('drop', drop);
    };
  });
}

/** A field for files takes its own. */
function isMeant({ dataTransfer, target }: DragEvent): boolean {
  const field = target instanceof HTMLInputElement && target.type === 'file';
  return !field && (dataTransfer?.types.includes('Files') ?? false);
}
