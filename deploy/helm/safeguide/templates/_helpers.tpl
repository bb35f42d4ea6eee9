{{- define "safeguide.labels" -}}
app.kubernetes.io/name: safeguide
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}

{{- define "safeguide.environment" -}}
{{- range $name, $value := .Values.settings }}
- name: SAFEGUIDE_{{ $name }}
  value: {{ $value | quote }}
{{- end }}
- name: SAFEGUIDE_SECRETS
  value: /run/secrets/safeguide
{{- end }}

{{- define "safeguide.mounts" -}}
- {name: files, mountPath: /data}
- {name: secrets, mountPath: /run/secrets/safeguide, readOnly: true}
- {name: tmp, mountPath: /tmp}
{{- end }}

{{- define "safeguide.volumes" -}}
- name: files
  persistentVolumeClaim: {claimName: {{ .Release.Name }}-files}
- name: secrets
  secret: {secretName: {{ .Values.secretName }}}
- name: tmp
  emptyDir: {}
{{- end }}

{{- define "safeguide.confined" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}
